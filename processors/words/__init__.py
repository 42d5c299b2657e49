"""From an operator's words to guards of the language, and back. Pure: tables and rules, no model."""
