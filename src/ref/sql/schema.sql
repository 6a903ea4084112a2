-- schema.sql - the reference tables of data/, as they stand in a store.  See data/sources.tsv.
-- The constraints are the contract with data/: a row that breaks one stops the load.
DROP SCHEMA IF EXISTS ref CASCADE;
CREATE SCHEMA ref;

-- Areas with the numbers that UN Comtrade uses (M49, and its own where it departs from M49).
CREATE TABLE ref.area (
    m49       INTEGER PRIMARY KEY CHECK (m49 BETWEEN 0 AND 9999),
    name      VARCHAR NOT NULL,
    iso3      VARCHAR CHECK (length(iso3) = 3),
    iso2      VARCHAR CHECK (length(iso2) = 2),
    kind      VARCHAR NOT NULL CHECK (kind IN ('country', 'historical', 'special', 'group')),
    from_year INTEGER,
    to_year   INTEGER,
    note      VARCHAR);

-- Other names and numbers of areas; status says how sure the match is.
CREATE TABLE ref.area_key (
    scheme VARCHAR NOT NULL CHECK (scheme IN ('iso', 'm49', 'name', 'gacc', 'census',
                                                'comexstat')),
    "key"  VARCHAR NOT NULL,
    m49    INTEGER NOT NULL REFERENCES ref.area (m49),
    status VARCHAR NOT NULL,
    PRIMARY KEY (scheme, "key"));

-- Groups of areas; dates are null where a group is the same on any date.
CREATE TABLE ref.membership (
    grp        VARCHAR NOT NULL,
    label      VARCHAR NOT NULL,
    m49        INTEGER NOT NULL REFERENCES ref.area (m49),
    iso3       VARCHAR NOT NULL,
    from_date  DATE,
    until_date DATE CHECK (until_date > from_date),
    status     VARCHAR NOT NULL,
    source     VARCHAR NOT NULL);

CREATE TABLE ref.code (
    revision VARCHAR NOT NULL CHECK (revision IN ('HS2012', 'HS2017', 'HS2022')),
    code     VARCHAR NOT NULL CHECK (regexp_full_match(code, '[0-9]{2}|[0-9]{4}|[0-9]{6}')),
    level    INTEGER NOT NULL CHECK (level = length(code)),
    label    VARCHAR NOT NULL,
    unit     VARCHAR,
    PRIMARY KEY (revision, code));

-- The official conversions: the one code of the older revision that takes a newer one.
CREATE TABLE ref.conversion (
    from_revision VARCHAR NOT NULL,
    from_code     VARCHAR NOT NULL,
    to_revision   VARCHAR NOT NULL,
    to_code       VARCHAR NOT NULL,
    PRIMARY KEY (from_revision, from_code),
    FOREIGN KEY (from_revision, from_code) REFERENCES ref.code (revision, code),
    FOREIGN KEY (to_revision, to_code) REFERENCES ref.code (revision, code));

-- Where weir departs from the conversions, and why (docs/method/families.md).
CREATE TABLE ref.link (
    from_code VARCHAR NOT NULL CHECK (length(from_code) = 6),
    to_code   VARCHAR NOT NULL CHECK (length(to_code) = 6),
    action    VARCHAR NOT NULL CHECK (action IN ('leave out', 'add')),
    reason    VARCHAR NOT NULL,
    status    VARCHAR NOT NULL,
    PRIMARY KEY (from_code, to_code));

-- Common high priority list: codes of HS2022 with their tier.  `since` is YYYY-MM where the day
-- is not known; date_status says how sure it is.
CREATE TABLE ref.chpl (
    hs6                 VARCHAR PRIMARY KEY CHECK (length(hs6) = 6),
    tier                VARCHAR NOT NULL CHECK (tier IN ('1', '2', '3.A', '3.B', '4.A', '4.B')),
    description         VARCHAR NOT NULL,
    since               VARCHAR NOT NULL CHECK (regexp_full_match(since, '\d{4}-\d\d(-\d\d)?')),
    date_status         VARCHAR NOT NULL,
    eu_annex_xl_from    DATE,
    source              VARCHAR NOT NULL);

-- Lists of goods: what each does, towards whom, and how far its codes are held.  An export ban
-- binds exporters to `destinations`, an import ban importers from them.  `chapters` (or headings)
-- are those that it can name: "all", or "36;7304-7306;84-90"; completeness none: it has no codes,
-- or none is held.
CREATE TABLE ref.list (
    id           VARCHAR PRIMARY KEY,
    regime       VARCHAR NOT NULL,
    instrument   VARCHAR NOT NULL,
    annex        VARCHAR NOT NULL,
    title        VARCHAR NOT NULL,
    measure      VARCHAR NOT NULL CHECK (measure IN ('export', 'import', 'transit',
                                                     'contract clause', 'wind-down')),
    destinations VARCHAR NOT NULL,
    held_from    DATE NOT NULL,
    held_until   DATE CHECK (held_until > held_from),
    chapters     VARCHAR NOT NULL,
    completeness VARCHAR NOT NULL CHECK (completeness IN ('whole', 'part', 'none')),
    gap          VARCHAR);

-- The acts that put codes on lists, and how sure their days are.
CREATE TABLE ref.act (
    id      INTEGER PRIMARY KEY,
    list    VARCHAR NOT NULL REFERENCES ref.list (id),
    package VARCHAR,
    act     VARCHAR NOT NULL,
    celex   VARCHAR,
    article VARCHAR,
    status  VARCHAR NOT NULL,
    source  VARCHAR NOT NULL);

-- The spells of codes on lists: from a first day to the first day off.  Where the first day is not
-- known, or may be earlier, it lies between start_earliest and start_latest (or valid_from).
-- part 'ex': some of the goods of the code.  except_codes are not on the list; of touches only a
-- part is, by the condition; price_above: only dearer goods are, -1: than a price that is not held.
CREATE TABLE ref.spell (
    act              INTEGER NOT NULL REFERENCES ref.act (id),
    code             VARCHAR NOT NULL CHECK (regexp_full_match(code, '[0-9]{2,10}')),
    part             VARCHAR CHECK (part = 'ex'),
    valid_from       DATE,
    valid_until      DATE CHECK (valid_until > valid_from),
    start_earliest   DATE,
    start_latest     DATE,
    wind_down_until  DATE,
    contracts_before DATE,
    price_above      INTEGER,
    currency         VARCHAR,
    "condition"      VARCHAR,
    except_codes     VARCHAR,
    touches          VARCHAR,
    repeated_by      VARCHAR,
    note             VARCHAR,
    CHECK (valid_from IS NOT NULL OR (start_earliest IS NOT NULL AND start_latest IS NOT NULL)));

CREATE TABLE ref.product (
    grp         VARCHAR NOT NULL,
    label       VARCHAR NOT NULL,
    hs6         VARCHAR NOT NULL CHECK (length(hs6) = 6),
    description VARCHAR NOT NULL,
    status      VARCHAR NOT NULL,
    PRIMARY KEY (grp, hs6));

-- Dates are text: YYYY-MM-DD, or YYYY-MM where the day is not known.
CREATE TABLE ref.event (
    name       VARCHAR PRIMARY KEY,
    from_date  VARCHAR NOT NULL CHECK (regexp_full_match(from_date, '\d{4}-\d\d(-\d\d)?')),
    until_date VARCHAR CHECK (regexp_full_match(until_date, '\d{4}-\d\d(-\d\d)?')),
    event      VARCHAR NOT NULL,
    label      VARCHAR,
    status     VARCHAR NOT NULL,
    source     VARCHAR NOT NULL);

CREATE TABLE ref.loaded (fingerprint VARCHAR NOT NULL);

-- Whom a regime binds: an area, the members of a group on that day, or all.
CREATE TABLE ref.binding (
    regime VARCHAR PRIMARY KEY,
    bound  VARCHAR NOT NULL,
    kind   VARCHAR NOT NULL CHECK (kind IN ('area', 'group', 'all')),
    basis  VARCHAR NOT NULL,
    others VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    also       VARCHAR,  -- areas that it bound longer: the United Kingdom until 31.12.2020
    also_until DATE,
    territories VARCHAR); -- areas with statistics of their own that are of what it binds

CREATE TABLE ref.party (
    treaty               VARCHAR NOT NULL,
    iso3                 VARCHAR NOT NULL CHECK (length(iso3) = 3),
    name                 VARCHAR NOT NULL,
    ratified             DATE NOT NULL,
    instrument           VARCHAR NOT NULL,
    entry_into_force     DATE, -- NULL: of a territory of which that is not known
    CHECK (entry_into_force > ratified OR instrument = 'succession'),
    CHECK (entry_into_force IS NOT NULL OR territory_of IS NOT NULL),
    withdrawal_effective DATE CHECK (withdrawal_effective > entry_into_force),
    note                 VARCHAR,
    status               VARCHAR NOT NULL,
    source               VARCHAR NOT NULL,
    territory_of         VARCHAR CHECK (length(territory_of) = 3), -- the state that is the party
    PRIMARY KEY (treaty, iso3));

CREATE TABLE ref.warrant (
    person       VARCHAR PRIMARY KEY,
    born         DATE,
    role         VARCHAR NOT NULL,
    issuer       VARCHAR NOT NULL,
    treaty       VARCHAR NOT NULL,
    chamber      VARCHAR NOT NULL,
    situation    VARCHAR NOT NULL,
    warrant_date DATE NOT NULL,
    announced    DATE NOT NULL,
    charges      VARCHAR NOT NULL,
    articles     VARCHAR NOT NULL,
    liability    VARCHAR NOT NULL,
    period       VARCHAR NOT NULL,
    state        VARCHAR NOT NULL,
    status       VARCHAR NOT NULL,
    source       VARCHAR NOT NULL);
