"""Questions put to partners, staff or anybody with the link: one engine behind the health check and every survey."""
