-- denied_persons.sql - dpl.txt of the Bureau of Industry and Security.
INSERT INTO entity_in
SELECT 'DPL-' || row_number() OVER (), 'unknown', 'Denied Persons List',
       strftime(try_strptime(Effective_Date, '%m/%d/%Y'), '%Y-%m-%d'),
       strftime(try_strptime(nullif(Expiration_Date, ''), '%m/%d/%Y'), '%Y-%m-%d'),
           nullif(Country, ''), NULL, NULL,
       concat_ws('; ', nullif(Action, ''), nullif(FR_Citation, ''))
FROM raw;
INSERT INTO name_in SELECT 'DPL-' || row_number() OVER (), Name, 'primary', 'strong' FROM raw;
INSERT INTO address_in
SELECT 'DPL-' || row_number() OVER (), nullif(Street_Address, ''),
       concat_ws(' ', nullif(City, ''), nullif(State, ''), nullif(Postal_Code, '')),
       nullif(Country, '')
FROM raw;
