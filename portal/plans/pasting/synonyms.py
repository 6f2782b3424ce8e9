"""What people call the columns of an action plan."""

from portal.core.sheets import folded
from portal.plans.models import Field

SECTION, OBJECTIVE = "section", "objective"
"""What a column can be beside a field: the area of work of each action, and the objective within it."""

WORDS: dict[str, str] = {
    Field.REF:
        "ref;ref no;ref number;reference;reference number;no;nr;number;action no;action number;"
        "action ref;id;code;item;item no",
    Field.WHAT:
        "what;action;actions;activity;activities;task;tasks;what we will do;what will be done;"
        "what will we do;key action;key actions;proposed action;action required;actions required;"
        "action point;action points;title;description;actions to be taken;action to be taken;"
        "what needs to be done;what are we going to do;project;detail;details",
    Field.STATUS: "status;progress status;state;stage;current status;action status;how it stands;how it is going",
    Field.PRIORITY: "priority;priorities;priority level;level of priority;importance;urgency",
    Field.TIMESCALE: "timescale;timescales;time scale;time frame;timeframe;now soon later",
    Field.SCALE: "scale;size;scale of work;scale of task;size of task;scale of action;small medium large",
    Field.HOW:
        "how;method;methods;how we will do it;how will it be done;how will we do it;approach;steps;"
        "means;how to do it;tasks and steps",
    Field.START: "start;start date;starts;starting;from;begin;begins;beginning;start by",
    Field.WHEN:
        "when;by when;when by;deadline;deadlines;due;due date;due by;target date;completion date;"
        "date;dates;finish;finish date;end;end date;timing;completed by;complete by;"
        "to be completed by;date due;by;until;when will it be done;timescale;timescales;time scale;"
        "time frame;timeframe",
    Field.LEADS:
        "lead;leads;lead s;owner;owners;owner s;who;by whom;responsible;responsibility;"
        "lead partner;lead partners;lead partner s;lead organisation;lead organisations;"
        "lead organisation s;lead officer;lead agency;lead agencies;lead body;person responsible;"
        "action by;who is responsible;who will do it;who leads;led by;responsible person;"
        "responsible organisation;lead person;whose job;leading;lead member;who will lead",
    Field.ALSO:
        "also involved;others involved;other partners;partners;partners involved;supporting;"
        "supported by;support;key partners;who else;who else is involved;with;involved;"
        "other organisations;supporting partners;also",
    Field.TIME:
        "time;time needed;resource implications time;resources time;staff time;"
        "resource implications: time",
    Field.MONEY:
        "money;cost;costs;budget;funding;money needed;resource implications money;resources money;"
        "estimated cost;finance;funding source",
    Field.RESOURCES:
        "resources;resource;resource implications;resource implications other;resources other;"
        "resources needed;resources required;resource implication;other resources;"
        "other resource implications",
    Field.MEASURE_INPUT: "input;inputs;input measure;measures input;smart input;measure input",
    Field.MEASURE_PROCESS: "process;process measure;measures process;processes;smart process;measure process",
    Field.MEASURE_OUTPUT: "output;outputs;output measure;measures output;smart output;measure output",
    Field.MEASURE_OUTCOME:
        "outcome;outcomes;outcome measure;measures outcome;smart outcome;success measure;"
        "success measures;measure of success;measures of success;success criteria;measure;measures;"
        "smart measures;how will we know;how we will know;expected outcome;intended outcome;result;"
        "results;measure outcome",
    Field.BASELINE: "baseline;base line;starting point;where we are now",
    Field.TARGET: "target;targets;target figure;measure target",
    Field.FIGURE: "figure;figures;current figure;actual;actual figure;latest figure",
    Field.COMMENTS:
        "comments;comment;notes;note;remarks;progress;progress so far;update;updates;observations;"
        "latest position;progress notes;commentary;progress update;further information",
    Field.LINKS:
        "links;link;linked to;related;related actions;links to other actions;links to;see also;"
        "cross reference;link to other actions;linked actions;related to;linked action;other actions;goes with;go with",
    Field.NEEDS_DETAIL:
        "needs further detail;needs detail;needs more detail;further detail needed;detail needed;"
        "more detail needed;further detail;needs work",
    Field.EVIDENCE: "evidence;evidence base;survey evidence;need;evidence of need;why;rationale",
    Field.INDICATOR:
        "indicator;indicators;outside indicator;national indicator;national indicators;ni;"
        "performance indicator;local indicator;pi;kpi",
    Field.ADVICE: "what you can do;advice;how you can help",
    SECTION:
        "area of work;areas of work;area;section;theme;themes;work area;strand;workstream;"
        "work stream;priority area;key area;target area;topic;heading;goal;aim;area of action",
    OBJECTIVE: "objective;objectives;sub heading;subheading;sub theme;key objective",
}  # fmt: skip

CALLED: dict[str, tuple[str, ...]] = {}
for _field, _words in WORDS.items():
    for _word in _words.split(";"):
        CALLED[folded(_word)] = (*CALLED.get(folded(_word), ()), _field)

KNOWN = frozenset(CALLED)
_TOO_COMMON = {"from", "with", "need", "also", "date", "time", "note", "item", "what", "area"}
PREFIXES = sorted(
    ((_word, _fields[0]) for _word, _fields in CALLED.items() if len(_word) > 3 and _word not in _TOO_COMMON),
    key=lambda each: -len(each[0]),
)
"""Headings that begin with these words, the longest first."""
