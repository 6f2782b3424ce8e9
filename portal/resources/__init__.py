"""Rooms, equipment and other things partners lend each other, and who has them when."""
