"""The words of the entries as each engine of the store keeps them for searching.

SQLite has an FTS5 table that triggers keep in step; PostgreSQL a generated column. Both take letters
and digits alone, without accents, and bring words to their stem by the same rules (Porter's), so one
question has one answer on either. What is deleted leaves no word behind: FTS5 deletes securely.
"""

from __future__ import annotations

ACCENTS = ("àáâäãèéêëìíîïòóôöõùúûüẁẃŵẅỳýŷÿçñ", "aaaaaeeeeiiiiooooouuuuwwwwyyyycn")
"""Letters with accents that are read as the letters without."""

FTS5 = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, text, content='search_searchentry', "
    "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER search_words_added AFTER INSERT ON search_searchentry BEGIN "
    "INSERT INTO search_words(rowid, title, text) VALUES (new.id, new.title, new.text); END",
    "CREATE TRIGGER search_words_removed AFTER DELETE ON search_searchentry BEGIN "
    "INSERT INTO search_words(search_words, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text); END",
    "CREATE TRIGGER search_words_changed AFTER UPDATE OF title, text ON search_searchentry BEGIN "
    "INSERT INTO search_words(search_words, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text); "
    "INSERT INTO search_words(rowid, title, text) VALUES (new.id, new.title, new.text); END",
)
FTS5_SECURE = "INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)"
FTS5_SECURE_SINCE = (3, 42, 0)
"""The first SQLite that knows it; with an older one ``OPTIMISE`` alone takes deleted words out."""
FTS5_OPTIMISE = "INSERT INTO search_words(search_words) VALUES ('optimize')"
FTS5_GONE = (
    "DROP TRIGGER search_words_changed",
    "DROP TRIGGER search_words_removed",
    "DROP TRIGGER search_words_added",
    "DROP TABLE search_words",
)

_PLAIN = f"regexp_replace(translate(lower({{0}}), '{ACCENTS[0]}', '{ACCENTS[1]}'), '[^[:alnum:]]+', ' ', 'g')"
POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY search_stem (TEMPLATE = snowball, Language = porter)",
    "CREATE TEXT SEARCH CONFIGURATION search_plain (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION search_plain ALTER MAPPING FOR asciiword, word, numword "
    "WITH search_stem",
    "ALTER TABLE search_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    f"setweight(to_tsvector('search_plain'::regconfig, {_PLAIN.format('title')}), 'A') || "
    f"setweight(to_tsvector('search_plain'::regconfig, {_PLAIN.format('text')}), 'D')) STORED",
    "CREATE INDEX search_words ON search_searchentry USING gin (words)",
)
POSTGRESQL_GONE = (
    "ALTER TABLE search_searchentry DROP COLUMN words",
    "DROP TEXT SEARCH CONFIGURATION search_plain",
    "DROP TEXT SEARCH DICTIONARY search_stem",
)
