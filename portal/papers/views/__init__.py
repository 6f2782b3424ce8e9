"""Pages about papers, clocks, the bulletin and reporting back, one module for each."""

from portal.papers.views import bulletins, clocks, files, letters, pack, papers, reporting
from portal.papers.views.blueprint import bp as papers_pages
from portal.papers.views.letters import bulletins as stopping_pages

__all__ = ["bulletins", "clocks", "files", "letters", "pack", "papers", "papers_pages", "reporting", "stopping_pages"]
