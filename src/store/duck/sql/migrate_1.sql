-- migrate_1.sql - from version 1: the reference tables are attached from now on; the store keeps
-- the few names that its view needs (filled by names.sql when it is opened).
DROP SCHEMA ref CASCADE;
DROP TABLE weir;
CREATE TABLE weir (version INTEGER NOT NULL, reference VARCHAR);
INSERT INTO weir VALUES (2, NULL);

CREATE TABLE area_name (m49 SMALLINT NOT NULL, iso3 VARCHAR, name VARCHAR NOT NULL);
CREATE TABLE code_name (code VARCHAR NOT NULL, family VARCHAR, label VARCHAR);
CREATE VIEW flows AS
SELECT s.title AS source, s.vintage, f.line, f.period, f.freq, f.direction, r.iso3 AS reporter,
       r.name AS reporter_name, p.iso3 AS partner, p.name AS partner_name, f.code, c.family,
       c.label AS goods, f.value, f.currency, f.valuation, f.net_weight, f.quantity, f.unit,
       f.flags & 60 = 0 AS summed, f.replaced_on
FROM flow f JOIN source s USING (source_id)
LEFT JOIN area_name r ON r.m49 = f.reporter LEFT JOIN area_name p ON p.m49 = f.partner
LEFT JOIN code_name c ON c.code = f.code;
