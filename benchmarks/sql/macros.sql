-- Chance of the generator: a share from 0 up to 1 for a number and a word, the same on every machine and version of
-- DuckDB. The steps are those of a hash in 32 bits; the word stands apart by its md5.
create or replace macro scramble(number, shift, factor) as
    (xor(number, number >> shift) * factor) % 4294967296;

create or replace macro draw(number, word) as
    cast(
        scramble(
            scramble(
                scramble(
                    (
                        cast(number as ubigint) * 2654435761
                        + md5_number_lower(word || getvariable('seed')) % 4294967296
                    ) % 4294967296,
                    15, 2246822519
                ),
                13, 3266489917
            ),
            16, cast(1 as ubigint)
        ) as double
    ) / 4294967296;

-- A wait with a mean of 1: mostly short, now and then long.
create or replace macro wait(number, word) as -ln(1 - draw(number, word));

create or replace macro one_of(words, share) as words[1 + cast(floor(share * len(words)) as integer)];

create or replace macro after(moment, hours) as moment + to_seconds(cast(floor(hours * 3600) as bigint));

-- What had happened by the moment of the export.
create or replace macro seen(moment) as case when moment <= getvariable('cut') then moment end;

-- Of five shops four are Douyin's. Their numbers are those of the sample, so that the questions of the docs find rows.
create or replace macro is_douyin(shop) as shop % 5 < 4;

create or replace macro shop_number(shop) as
    cast(if(is_douyin(shop), 10000001 + shop // 5 * 4 + shop % 5, 60000001 + shop // 5) as varchar);

create or replace macro creator_number(creator) as cast(70010000000001 + creator as varchar);

create or replace macro product_number(shop, product) as cast(3400000000000000000 + shop * 1000 + product as varchar);

create or replace macro product_name(shop, product) as
    one_of(['秋冬加厚连帽卫衣', '纯棉四件套', '每日坚果礼盒', '不粘锅 28cm', '静音台灯'], draw(shop * 1000 + product, 'goods'))
    || ' 第' || product || '款';

-- The person of an order, made up: a name, a phone number that nobody has, an address.
create or replace macro buyer_name(buyer) as
    one_of(['张', '王', '李', '赵', '陈', '杨'], draw(buyer, 'family')) || one_of(['三', '小明', '芳', '伟'], draw(buyer, 'given'));

create or replace macro buyer_phone(buyer) as '1990000' || lpad(cast(buyer % 10000 as varchar), 4, '0');

create or replace macro province(buyer) as
    one_of(['浙江省', '广东省', '江苏省', '四川省', '山东省', '河南省'], draw(buyer, 'place'));

create or replace macro city(buyer) as
    one_of(['杭州市', '广州市', '南京市', '成都市', '济南市', '郑州市'], draw(buyer, 'place'));

create or replace macro address(buyer) as '文三路 ' || (1 + buyer % 900) || ' 号 2 栋 301 室';
