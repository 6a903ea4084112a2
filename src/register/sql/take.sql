-- take.sql - moves what a layout filled into the registers.
INSERT INTO reg.source (source_id, list, part, layout, path, sha256, vintage, loaded, encoding)
    VALUES ($id::BIGINT, $list, $part, $layout, $path, $sha256, $vintage::DATE,
            $now::TIMESTAMP, $encoding);
INSERT INTO reg.entity SELECT $id::BIGINT, $list, * FROM entity_in;
INSERT INTO reg.name SELECT $id::BIGINT, $list, uid, trim(name), kind, quality, reg_script(name),
    reg_normal(name) FROM name_in WHERE trim(name) <> '';
INSERT INTO reg.address SELECT $id::BIGINT, $list, * FROM address_in
    WHERE coalesce(address, city, country) IS NOT NULL;
INSERT INTO reg.identifier SELECT $id::BIGINT, $list, uid, kind, trim(value) FROM identifier_in
    WHERE trim(value) <> '';
INSERT INTO reg.remark SELECT $id::BIGINT, $list, uid, remark FROM remark_in;
