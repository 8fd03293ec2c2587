"""A small home folder: a published file and a ledger, typed by hand.

Assessment date 2026-11-22. Shops of beauty: S1 云朵小店 4.00 and falling, S2 山野茶铺 4.50, S3 has too few orders; one
creator. S1's merchant score: product 50 %, logistics 50 %.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from typer.testing import CliRunner, Result

from shopscore import ledger
from shopscore.cli import app
from shopscore.settings import TIME_ZONE

GENERATION = "20261122T120003-1f0c9a2e"

TABLES = """
create schema marts; create schema dims; create schema ops;

create table ops.publication as
    select timestamp '2026-11-22 12:00:03' as published_at, '20261122T120003-1f0c9a2e' as generation_id;

create table dims.systems (
    system_id varchar, platform varchar, subject_type varchar, name_en varchar, name_zh varchar, method varchar,
    floor decimal(5, 2), ceiling decimal(5, 2), minimum_orders integer, importance integer
);
insert into dims.systems values
    ('douyin_merchant_experience', 'douyin', 'shop', 'Merchant experience score', '商家体验分', 'industry_rank', 3, 5, 30, 1),
    ('douyin_dsr', 'douyin', 'shop', 'Douyin DSR', '抖店DSR', 'mean_of_stars', 1, 5, null, 2),
    ('douyin_creator_reputation', 'douyin', 'creator', 'Creator reputation score', '带货口碑分', 'industry_rank', 3, 5, 30, 1);

create table dims.rule_versions (
    system_id varchar, rule_version varchar, valid_from date, valid_to date, source varchar, is_what_if boolean,
    note varchar, note_zh varchar, method varchar, floor decimal(5, 2), ceiling decimal(5, 2), minimum_orders integer, official_until date
);
insert into dims.rule_versions by name
select versions.*, systems.method, systems.floor, systems.ceiling, systems.minimum_orders
from (values
    ('douyin_merchant_experience', '2021-06-28', '2021-06-28', null, 'article', false, null, null),
    ('douyin_merchant_experience', 'heavier-product', '2021-06-28', null, 'assumption', true, 'Product 70', '商品体验占70'),
    ('douyin_dsr', 'stars-60d', '2000-01-01', null, 'article', false, null, null),
    ('douyin_creator_reputation', 'merchant-weights', '2000-01-01', null, 'assumption', false, null, null)
) as versions (system_id, rule_version, valid_from, valid_to, source, is_what_if, note, note_zh)
inner join dims.systems using (system_id);

create table dims.dimensions (
    system_id varchar, rule_version varchar, dimension_id varchar, name_en varchar, name_zh varchar
);
insert into dims.dimensions values
    ('douyin_merchant_experience', '2021-06-28', 'product', 'Product experience', '商品体验'),
    ('douyin_merchant_experience', '2021-06-28', 'logistics', 'Logistics experience', '物流体验');

create table dims.indicators (indicator_id varchar, name_en varchar, name_zh varchar, platform varchar);
insert into dims.indicators values
    ('negative_review_rate', 'Negative review rate', '商品差评率', 'douyin'),
    ('quality_return_rate', 'Quality return rate', '品质退货率', 'douyin'),
    ('return_refund_handling_hours', 'Return handling hours', '退货退款自主完结时长', 'douyin'),
    ('delivery_hours', 'Delivery hours', '订单配送时长', 'douyin');

create table marts.scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, subject_name varchar, industry varchar, score double, status varchar, valid_orders bigint,
    change_1d double, change_7d double, change_14d double, change_30d double, peer_mean double, peer_count bigint,
    peer_rank bigint, is_official boolean
);
insert into marts.scores values
    ('2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', '云朵小店', '美妆', 4.0,
        'scored', 812, -0.125, 0.5, null, null, 4.25, 2, 2, true),
    ('2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S2', 'douyin', '山野茶铺', '美妆', 4.5,
        'scored', 1204, -0.0625, 0.001, null, null, 4.25, 2, 1, true),
    ('2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S3', 'douyin', '云上新店', '美妆', null,
        'below_minimum_orders', 12, null, null, null, null, 4.25, 2, null, true),
    ('2026-11-22', 'douyin_merchant_experience', 'heavier-product', 'shop', 'S1', 'douyin', '云朵小店', '美妆', 3.75,
        'scored', 812, null, null, null, null, 4.25, 2, 2, true),
    ('2026-11-22', 'douyin_dsr', 'stars-60d', 'shop', 'S1', 'douyin', '云朵小店', '美妆', null, 'no_data',
        812, null, null, null, null, null, 0, null, false),
    ('2026-11-22', 'douyin_creator_reputation', 'merchant-weights', 'creator', 'C1', 'douyin',
        '小鹿带你逛遍全世界好物严选', '美妆与个人护理用品', null,
        'no_peers', 99, null, null, null, null, null, 1, null, true),
    ('2026-11-21', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', '云朵小店', '美妆', 4.125,
        'scored', 800, null, null, null, null, 4.25, 2, 2, true);

alter table marts.scores add column weight_covered double;
update marts.scores set weight_covered = 1 where score is not null;
alter table marts.scores add column rule_changed boolean default false;
alter table marts.scores add column reported_score double;
alter table marts.scores add column estimate_error double;
alter table marts.scores add column bonus double default 0;
alter table marts.scores add column deductions double default 0;

create table marts.score_adjustments (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, kind varchar, kind_en varchar, kind_zh varchar, item varchar, happened_on date, points double,
    expires_on date
);
alter table marts.scores add column grade double;

create table marts.score_grades (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, grade double, name_en varchar, name_zh varchar, item varchar, limit_value double, value double,
    is_reached boolean
);

create table marts.dimension_scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, dimension_id varchar, weight double, score double, change_1d double, peer_mean double
);
insert into marts.dimension_scores values
    ('2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', 'product', 0.5, 3.5, -0.25, 4.0),
    ('2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', 'logistics', 0.5, 4.5, 0, 4.0);

create table marts.indicator_scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, dimension_id varchar, indicator_id varchar, window_start date, window_end date,
    numerator decimal(28, 9), denominator decimal(28, 9), value double, decayed_value double, unit varchar,
    better varchar, peer_mean double, peer_count bigint, percentile double, weight double, score double,
    change_1d double, is_missing boolean
);
insert into marts.indicator_scores
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('product', 'negative_review_rate', date '2026-08-24', date '2026-11-21',
        13, 1040, 0.0125, 0.0150, 'ratio', 'down', 0.01, 2, 0.5, 0.5, 4.0, 0, false),
    ('product', 'quality_return_rate', date '2026-08-10', date '2026-11-07',
        30, 1200, 0.025, 0.03, 'ratio', 'down', 0.01, 2, 0, 0.5, 3.0, -0.5, false),
    ('logistics', 'delivery_hours', date '2026-08-24', date '2026-11-21',
        26500.5, 1000, 26.5005, 27.5, 'hours', 'down', 30, 2, 0.75, 1.0, 4.5, 0, false),
    ('logistics', 'return_refund_handling_hours', date '2026-08-24', date '2026-11-21',
        0, 0, null, null, 'hours', 'down', null, 0, null, null, null, null, true)
);

alter table marts.indicator_scores add column peer_median double;
alter table marts.indicator_scores add column missing_reason varchar;
alter table marts.indicator_scores add column missing_export varchar;
alter table marts.indicator_scores add column missing_column varchar;
alter table marts.indicator_scores add column weight_in_total double;
alter table marts.indicator_scores add column points_lost double;
alter table marts.indicator_scores add column absent_columns varchar;
update marts.indicator_scores set peer_median = peer_mean - if(unit = 'hours', 2, 0.0025) where peer_mean is not null;
update marts.indicator_scores set missing_reason = 'no_export', missing_export = 'after_sales' where is_missing;
-- (5 - 3) x 0.5 x 0.5, (5 - 4) x 0.5 x 0.5, (5 - 4.5) x 1 x 0.5; together the 1.00 that 4.00 lacks of 5
update marts.indicator_scores set weight_in_total = 0.25, points_lost = 0.5 where indicator_id = 'quality_return_rate';
update marts.indicator_scores set weight_in_total = 0.25, points_lost = 0.25 where indicator_id = 'negative_review_rate';
update marts.indicator_scores set weight_in_total = 0.5, points_lost = 0.25 where indicator_id = 'delivery_hours';

create table marts.indicator_windows (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, indicator_id varchar, window_name varchar, window_start date, window_end date,
    numerator decimal(28, 9), denominator bigint, value double, unit varchar, missing_reason varchar
);
insert into marts.indicator_windows
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('negative_review_rate', '90d', date '2026-08-24', date '2026-11-21', 13, 1040, 0.0125, 'ratio', null),
    ('negative_review_rate', '30d', date '2026-10-23', date '2026-11-21', 9, 400, 0.0225, 'ratio', null),
    ('delivery_hours', '90d', date '2026-08-24', date '2026-11-21', 26500.5, 1000, 26.5005, 'hours', null),
    ('delivery_hours', '30d', date '2026-10-23', date '2026-11-21', 0, 0, null, 'hours', 'no_cases')
);

create table dims.products (platform varchar, shop_id varchar, product_id varchar, product_name varchar);
insert into dims.products values
    ('douyin', 'S1', 'P1', 'Green tea'), ('pinduoduo', 'S1', 'P1', 'Of the other platform');

create table dims.case_reasons (reason varchar, meaning_en varchar, meaning_zh varchar);
insert into dims.case_reasons values ('abnormal', 'order of an abnormal type', '异常订单');

create table marts.indicator_evidence (
    platform varchar, subject_type varchar, subject_id varchar, indicator_id varchar, case_kind varchar,
    case_id varchar, order_id varchar, product_id varchar, carrier varchar, agent_id varchar, cohort_date date,
    known_date date, enters_on date, leaves_on date, effect decimal(28, 9), state varchar, reason varchar
);
insert into marts.indicator_evidence
select
    'douyin', 'shop', 'S1', 'quality_return_rate', 'order', case_id, case_id, 'P1', null, null,
    cohort_date, cohort_date, enters_on, leaves_on, if(state = 'against', 1, 0), state, reason
from (values
    ('A1', date '2026-09-01', date '2026-09-16', date '2026-12-15', 'against', '质量问题'),
    ('A2', date '2026-08-15', date '2026-08-30', date '2026-11-28', 'against', '质量问题'),
    ('A3', date '2026-08-16', date '2026-08-31', date '2026-11-29', 'against', '商品破损'),
    ('A4', date '2026-08-17', date '2026-09-01', date '2026-11-30', 'against', '商品破损'),
    ('GONE', date '2026-08-09', date '2026-08-24', date '2026-11-22', 'against', '质量问题'),
    ('LATER', date '2026-11-08', date '2026-11-23', date '2027-02-21', 'against', '质量问题'),
    ('X1', date '2026-09-01', date '2026-09-16', date '2026-12-15', 'excluded', 'abnormal')
) as cases (case_id, cohort_date, enters_on, leaves_on, state, reason);

create table marts.agency_overview (
    assessment_date date, platform varchar, shop_id varchar, shop_name varchar, industry varchar, system_id varchar,
    rule_version varchar, is_assumption boolean, score double, status varchar, change_7d double, peer_rank bigint,
    peer_count bigint, worst_indicator_id varchar, worst_indicator_name_en varchar, worst_indicator_name_zh varchar,
    worst_indicator_value double, points_lost double
);
insert into marts.agency_overview
select
    date '2026-11-22', 'douyin', shop_id, shop_name, '美妆', 'douyin_merchant_experience', '2021-06-28', false, score,
    status, change_7d, peer_rank, 2, indicator_id, name_en, name_zh, value, points_lost
from (values
    ('S1', '云朵小店', 4.0, 'scored', 0.5, 2, 'quality_return_rate', 'Quality return rate', '品质退货率', 0.025, 0.5),
    ('S2', '山野茶铺', 4.5, 'scored', 0.001, 1, 'delivery_hours', 'Delivery hours', '订单配送时长', 30, 0.25),
    ('S3', '云上新店', null, 'below_minimum_orders', null, null, null, null, null, null, null)
) as shops (
    shop_id, shop_name, score, status, change_7d, peer_rank, indicator_id, name_en, name_zh, value, points_lost
);

create table dims.thresholds (threshold_id varchar, name_en varchar, name_zh varchar);
insert into dims.thresholds values ('promotions', 'Promotions', '活动报名'), ('exit', 'Exit', '清退');

create table marts.score_drivers (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, indicator_id varchar, contribution_1d double, contribution_7d double,
    contribution_to_peer_gap double, entered_7d double, left_window_7d double, corrected_7d double, decayed_7d double,
    rule_changed_7d double, peers_moved_7d double, reweighted_7d double
);
insert into marts.score_drivers
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('delivery_hours', 0, 0.75, 0.125, 0.5, 0, 0, 0, 0, 0.25, 0),
    ('quality_return_rate', -0.125, -0.25, -0.375, -0.5, 0.25, 0, 0, 0, 0, 0),
    ('negative_review_rate', 0, 0.001, 0, 0.001, 0, 0, 0, 0, 0, 0)
);

create table marts.score_forecast (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, target_date date, days_ahead bigint, score double, change double, status varchar, basis varchar
);
insert into marts.score_forecast
select
    date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin',
    date '2026-11-22' + days_ahead, days_ahead, score, score - 4, status, 'peers_held_still'
from (values
    (1, 4.0, 'scored'), (2, 4.0, 'scored'), (7, 4.25, 'scored'), (14, 4.5, 'scored'),
    (30, null, 'below_minimum_orders')
) as ahead (days_ahead, score, status);

alter table marts.score_forecast add column idle_score double;
alter table marts.score_forecast add column idle_change double;
update marts.score_forecast set idle_score = score - 0.5, idle_change = change - 0.5 where score is not null;

create table marts.threshold_alerts (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, threshold_id varchar, "limit" decimal(5, 2), state varchar, consequence varchar,
    days_to_cross bigint, crosses_to varchar, consequence_zh varchar
);
insert into marts.threshold_alerts
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('promotions', 4.4, 'below', 'The shop cannot join promotions', 14, 'above', '不能报名活动'),
    ('exit', 3.2, 'ok', 'The shop is asked to leave', null, null, '会被清退')
);
alter table marts.threshold_alerts add column score double default 4;
alter table marts.threshold_alerts add column item varchar default 'total';
alter table marts.threshold_alerts add column statistic varchar default 'day';
alter table marts.threshold_alerts add column days_running integer default 1;
alter table marts.threshold_alerts add column days_below bigint default 0;
alter table marts.threshold_alerts add column crosses_on date;
update marts.threshold_alerts set crosses_on = assessment_date + cast(days_to_cross as integer);

create table marts.score_targets (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, indicator_id varchar, target varchar, threshold_id varchar, unit varchar, current_value double,
    target_value double, good_event_en varchar, needed bigint, needed_by_date bigint, by_date date, counts_from date,
    good_event_zh varchar
);
insert into marts.score_targets
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('quality_return_rate', 'next_threshold', 'promotions', 'ratio', 0.03, 0.02, 'orders without a refund', 1500, 600,
        date '2026-12-01', date '2026-12-07', '未退款的订单'),
    ('quality_return_rate', 'top_tenth', null, 'ratio', 0.03, 0.0, 'orders without a refund', null, null, null,
        date '2026-12-07', '未退款的订单'),
    ('negative_review_rate', 'peer_mean', null, 'ratio', 0.01, 0.02, 'orders without a negative review', 0, null, null,
        date '2026-11-23', '未收到差评的订单')
);

alter table marts.score_targets add column score double;
alter table marts.score_targets add column target_score double;
alter table marts.score_targets add column dimension_gain double;
alter table marts.score_targets add column total_gain double;
alter table marts.score_targets add column is_estimated boolean default false;
alter table marts.score_targets add column crosses varchar;
alter table marts.score_targets add column usual_cases bigint;
alter table marts.score_targets add column usual_mean double;
alter table marts.score_targets add column usual_by date;

create table marts.value_drivers (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, dimension_id varchar, indicator_id varchar, days bigint, unit varchar, better varchar,
    value_before double, value double, change double, left_window double, corrected double, entered double,
    left_numerator double, left_denominator double, entered_numerator double, entered_denominator double
);
create table marts.indicator_forecast (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, dimension_id varchar, indicator_id varchar, unit varchar, better varchar, target_date date,
    days_ahead bigint, value double
);
create table marts.own_targets (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, dimension_id varchar, indicator_id varchar, unit varchar, better varchar, value double,
    target_value double, distance double, state varchar, crosses_on date, crosses_to varchar, needed bigint,
    needed_by_date bigint, by_date date, good_event_en varchar, good_event_zh varchar
);

create table marts.indicator_accounting (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, indicator_id varchar, cases bigint, counted_for bigint, counted_against bigint, excluded bigint,
    not_yet_known bigint, out_of_window bigint
);
insert into marts.indicator_accounting values
    ('2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', 'quality_return_rate',
        1301, 1170, 30, 1, 5, 95);

create table marts.indicator_breakdown (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, indicator_id varchar, breakdown varchar, item varchar, cases bigint, damage double,
    share_of_damage double, value double, value_without double, unit varchar
);
insert into marts.indicator_breakdown
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', 'quality_return_rate', *
from (values
    ('product', 'P1', 200, 18, 0.6, 0.09, 0.012, 'ratio'),
    ('product', 'P2', 1000, 12, 0.4, 0.012, 0.09, 'ratio'),
    ('carrier', 'only one', 1200, 30, 1.0, 0.025, null, 'ratio')
);

create schema actions;
create table actions.pickups_to_chase (
    platform varchar, shop_id varchar, due_at timestamp, priority bigint, reason varchar, score_cost double, reason_zh varchar
);
insert into actions.pickups_to_chase (platform, shop_id, due_at, priority, reason) values
    ('douyin', 'S1', '2026-11-22 15:00:00', 2, 'cheaper'), ('douyin', 'S1', '2026-11-22 18:00:00', 1, 'dearer'),
    ('pinduoduo', 'S1', '2026-11-22 12:30:00', 1, 'the shop of that number on the other platform');
create table actions.reviews_to_appeal as from actions.pickups_to_chase limit 0;
create table actions.parcels_stuck as from actions.pickups_to_chase limit 0;
create table marts.list_status (
    platform varchar, shop_id varchar, list_name varchar, as_of date, noon_at timestamp, list_rows bigint, state varchar,
    missing_export varchar, missing_reason varchar, reason varchar, reason_zh varchar
);
insert into marts.list_status
select platform, 'S1', list_name, '2026-11-22', '2026-11-22 12:00:00', list_rows, state, missing_export, missing_reason, reason,
    if(reason is not null, '从未收到包裹文件，因此为空。', null)
from (values
    ('douyin', 'pickups_to_chase', 2, 'complete', null, null, null),
    ('douyin', 'reviews_to_appeal', 0, 'complete', null, null, null),
    ('douyin', 'parcels_stuck', 0, 'empty', 'parcels', 'no_export', 'Empty because no file of parcels ever came.'),
    ('pinduoduo', 'pickups_to_chase', 1, 'complete', null, null, null)
) as lists (platform, list_name, list_rows, state, missing_export, missing_reason, reason);

create table marts.indicator_daily as select 'douyin' as platform, date '2026-11-21' as known_date;
"""

# A Pinduoduo shop with the number of a Douyin shop, under assumed rules.
SECOND_PLATFORM = """
insert into dims.systems values
    ('pinduoduo_dsr', 'pinduoduo', 'shop', 'Pinduoduo DSR', '拼多多DSR', 'mean', 1, 5, null, 2),
    ('pinduoduo_service_experience', 'pinduoduo', 'shop', 'Service experience score', '服务体验分', 'rank', 0, 5, 30, 1);
insert into dims.rule_versions by name
select versions.*, systems.method, systems.floor, systems.ceiling, systems.minimum_orders
from (values
    ('pinduoduo_dsr', 'stars-90d', '2000-01-01', null, 'published', false, 'Mean over 90 days', '90天均值'),
    ('pinduoduo_service_experience', 'equal', '2000-01-01', null, 'assumption', false, 'The weights are assumptions',
        '权重均为假设')
) as versions (system_id, rule_version, valid_from, valid_to, source, is_what_if, note, note_zh)
inner join dims.systems using (system_id);
insert into marts.scores by name
select
    date '2026-11-22' as assessment_date, system_id, rule_version, 'shop' as subject_type, 'S1' as subject_id,
    'pinduoduo' as platform, '巷口样板食品生鲜小店' as subject_name, '食品生鲜' as industry, score, 'scored' as status,
    400 as valid_orders, -1.25 as change_7d, 6 as peer_count, 5 as peer_rank, true as is_official
from (values ('pinduoduo_dsr', 'stars-90d', 4.75), ('pinduoduo_service_experience', 'equal', 2.25))
    as systems (system_id, rule_version, score);
insert into marts.agency_overview values
    ('2026-11-22', 'pinduoduo', 'S1', '巷口样板食品生鲜小店', '食品生鲜', 'pinduoduo_service_experience', 'equal', true,
        2.25, 'scored', -1.25, 5, 6, 'help_rate_basic_service', 'Help rate: basic service', '基础服务求助率', 0.08, 1.25);
"""

OPS = """
create table ops.landed_files as from ledger.log.landed_files;
create table ops.quality_results as from ledger.log.quality_results;
create table ops.runs as select * exclude (generation_id), generation_id as published_generation_id from ledger.log.runs;
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder that the commands take as theirs, on a terminal of 80 columns."""
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    at(monkeypatch, "2026-11-22 12:30:00")
    return tmp_path


def at(monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """Set the local time in Asia/Shanghai that the commands go by."""
    moment = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(TIME_ZONE))
    monkeypatch.setattr("shopscore.settings.moment", lambda: moment)


@pytest.fixture
def published(home: Path) -> Path:
    """The published file, with the ledger of one fine run in it; there is no warehouse."""
    (home / "published").mkdir()
    file = home / "published" / "shopscore.duckdb"
    file_of_ledger = write_ledger(home / "ledger.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(TABLES)
        connection.execute(f"attach '{file_of_ledger}' as ledger (read_only)")
        connection.execute(OPS)
    file_of_ledger.unlink()
    return file


@pytest.fixture
def two_platforms(published: Path) -> Path:
    """The published file with a shop of a second platform in it."""
    with duckdb.connect(str(published)) as connection:
        connection.execute(SECOND_PLATFORM)
    return published


def write_ledger(file: Path, *statements: str) -> Path:
    """Write the ledger of one published run that landed one file, and change them by the given statements."""
    with duckdb.connect(str(file)) as connection:
        ledger.create_tables(connection)
        connection.execute(
            """
            insert into log.runs by name select
                'r1' as run_id, timestamp '2026-11-22 12:00:00' as started_at,
                timestamp '2026-11-22 12:01:35' as finished_at, date '2026-11-22' as as_of, 'published' as status,
                1200 as rows_landed;
            insert into log.landed_files by name select
                'f1' as file_id, 'douyin' as platform, 'S1' as shop_id, 'orders' as export, 'orders.csv' as file_name,
                'f1' as sha256, 1 as bytes, timestamp '2026-11-22 09:30:00' as exported_at, 'name' as
                exported_at_source, timestamp '2026-11-22 12:00:01' as landed_at, 'r1' as run_id, 'landed' as status,
                1203 as rows_read, 1200 as rows_landed, 3 as rows_rejected, 0 as rows_skipped;
            """
        )
        for statement in statements:
            connection.execute(statement)
    return file


def run(*arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)
