"""Tests of questionnaires, surveys and their answers."""
