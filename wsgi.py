"""The door for a web server: any WSGI server can serve `wsgi:app`."""

from portal.app import create_app
from portal.core import memory

app = create_app()
memory.settle()
