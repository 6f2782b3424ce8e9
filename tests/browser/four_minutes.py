"""Four minutes of real kinds, retold in our own words, as somebody would enter them."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Action(NamedTuple):
    """An action as it is typed: who is to do what, and by when; `full` is the lead's name where initials are typed."""

    lead: str
    work: str
    when: str
    full: str = ""

    @property
    def line(self) -> str:
        """The line as somebody types it."""
        return f"{self.lead} to {self.work[0].lower()}{self.work[1:]} by {self.when}"


class Interest(NamedTuple):
    """An interest declared against an item, and how it was handled."""

    whose: str
    nature: str
    handled: str


@dataclass(frozen=True)
class Item:
    """One agenda item and what is entered under it."""

    title: str
    is_standing: bool = False
    is_confidential: bool = False
    notes: str = ""
    decisions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    key_message: str = ""
    interest: Interest | None = None

    @property
    def lines(self) -> str:
        """What is typed into the box of lines."""
        agreed = [f"Agreed that {text[0].lower()}{text[1:]}" for text in self.decisions]
        return "\n".join([*agreed, *(action.line for action in self.actions)])

    @property
    def words(self) -> list[str]:
        """Everything that has to be read back of it; who does it by when stands beside each action."""
        said = (self.title, *self.notes.split("\n"), *self.decisions, self.key_message)
        return [text for text in said if text] + [action.work for action in self.actions]


@dataclass(frozen=True)
class Told:
    """The minutes of one meeting: who enters them, who was there, what was said, and who may read them."""

    slug: str
    by: str
    quorum: str
    is_public: bool
    actions_are_public: bool
    items: tuple[Item, ...]
    apologies: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    substitutes: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """By organisation: the substitute's name, and whether the portal knows it already."""
    unnamed: tuple[str, ...] = ()
    """Who is named to nobody outside, as nothing is attributed."""

    @property
    def is_quorate(self) -> bool:
        """Whether the meeting could decide."""
        return self.quorum.startswith("Quorate")


A_BOARD = Told(
    slug="derby-city-partnership",
    by="callum.millbrook@example.org",
    quorum="Quorate: 19 of 22 seats; at least 33 % means 8",
    is_public=True,
    actions_are_public=True,
    substitutes={
        "Fire and Rescue Service for Derby": ("Ines Copperhill", True),
        "Police Division for Derby": ("Corin Wharfside", False),
    },
    apologies=("Silk Weir Engineering", "Lampwick Software"),
    absent=("Cathedral Lane Traders",),
    items=(
        Item("Declarations of interest", is_standing=True),
        Item("News from the sub groups and the cities", is_standing=True, notes="Three cities have met since March."),
        Item(
            "Grants for estate gardens",
            notes="Eleven bids came in for four grants.",
            decisions=("The four gardens at the top of the list are paid in full",),
            actions=(Action("Volunteer Centre", "Write to the seven that were not chosen", "30 April"),),
            key_message="Four estates get a garden this summer",
            interest=Interest(
                "Community Action Derby, Joan Thistlewood", "Runs the garden that stands second on the list", "Withdrew"
            ),
        ),
        Item(
            "Notice on the Wardwick lease",
            is_confidential=True,
            notes="The landlord wants a quarter more rent.",
            decisions=("The surveyor may offer a sixth above the old rent",),
            actions=(Action("Open Door Advice Derby", "Price the rooms at Friar Gate", "12 June"),),
        ),
    ),
)

A_TABLE = Told(
    slug="evesham",
    by="nell.larkrise@example.org",
    quorum="Quorate: 7 of 8 seats; more than half means 5",
    is_public=True,
    actions_are_public=True,
    apologies=("Riverbank Churches Together",),
    late=("Vale Growers and Traders Forum",),
    items=(
        Item("Core Group issues", is_standing=True),
        Item("News stories, and who should hear them", is_standing=True),
        Item("Key messages for the bulletin", is_standing=True, key_message="Baskets go up in the last week of May"),
    )
    + tuple(
        Item(title, actions=(Action(lead, work, when),))
        for title, lead, work, when in (
            ("Dog bins", "Evesham Town Council", "Ask for two more bins by the weir", "30 April"),
            ("Street lamps", "Parish and Town Councils", "Report the lamps that are out in Port Street", "2 May"),
            ("Youth shelter", "Wychavon Neighbourhood Policing Team", "Call at the shelter on Friday nights", "9 May"),
            ("Hanging baskets", "Vale Growers and Traders Forum", "Order sixty baskets", "end of May"),
            ("Footpath 14", "Wychavon District Council", "Have the stile mended", "12 June"),
            ("Litter pick", "Evesham Vale Volunteer Centre", "Find twenty pairs of gloves", "21 June"),
            ("Newsletter", "Harvest Way Community Trust", "Collect a line from every street", "4 July"),
        )
    ),
)

A_SHORT_ONE = Told(
    slug="peak-partners",
    by="rosa.millstone@example.org",
    quorum="Quorate: 7 of 8 member organisations; more than half means 5",
    is_public=False,
    actions_are_public=False,
    apologies=("Derbyshire Rural Community Council",),
    unnamed=("Ada Brooke", "Priya Heather", "Owen Gritstone", "Bea Curlew", "Tom Fieldfare", "Hamish Clough"),
    items=(
        Item(
            "Support between partners",
            is_standing=True,
            notes="OG has nobody for the desk in August. BC offered two mornings.",
            decisions=("We share the cost of one relief worker",),
            actions=(
                Action("PH", "Send the rota round", "30 April", "Priya Heather"),
                Action("OG and TF", "Find a desk", "12 June", "Owen Gritstone and Tom Fieldfare"),
            ),
        ),
        Item("News from partners, and from the networks we attend", is_standing=True, notes="Nothing new from HC."),
    ),
)

A_CORE_GROUP = Told(
    slug="wychavon",
    by="tamsin.fairmeadow@example.org",
    quorum="Not quorate: what was decided is a recommendation: 5 of 12 seats; more than half means 7",
    is_public=True,
    actions_are_public=False,
    apologies=("Primary Care Trust for the Vale", "County Council for Worcestershire"),
    present=(
        "Wychavon District Council",
        "Droitwich Spa Area Partnership",
        "Evesham Market Town Partnership",
        "Pershore Market Town Partnership",
        "CALC",
    ),
    absent=(
        "Parish and Town Councils",
        "Worcestershire Partnership",
        "Wychavon Neighbourhood Policing Team",
        "Harvest Way Community Trust",
        "Vale Growers and Traders Forum",
    ),
    items=(
        Item("Reports from the three area partnerships", is_standing=True, notes="All three came in time."),
        Item(
            "Partners' priorities and constraints",
            is_standing=True,
            notes="Both questions of the last weeks were settled between meetings.",
            decisions=("The plan's second year begins with transport",),
            actions=(Action("CALC", "Ask the parishes what they can lend", "30 April"),),
        ),
        Item("News stories, and who should hear them", is_standing=True),
        Item("Key messages for the bulletin", is_standing=True, key_message="Transport comes first next year"),
    ),
)

BY_SILENCE = (
    "The health check of the plan is done by the university",
    "The bulletin goes to every parish clerk",
)
"""What the core group was asked between its meetings: nobody answered the first, one agreed to the second."""
