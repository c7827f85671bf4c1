"""The search's own terms (retrieval/terms.ts through terms.ts beside this file), cached for each word."""
import pathlib
import subprocess

from inputs import Inputs
from text import words

HERE = pathlib.Path(__file__).parent
