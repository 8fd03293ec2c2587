create or replace macro differs(one, other) as
(one is null) <> (other is null) or abs(coalesce(one - other, 0)) > getvariable('tolerance');
