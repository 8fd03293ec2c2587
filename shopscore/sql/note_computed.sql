insert into log.computed_inputs (assessment_date, subject_key, is_published, checksum)
select assessment_date, null as subject_key, is_published, checksum from scoring.int_restated_dates
union all
select null as assessment_date, subject_key, null as is_published, checksum from scoring.int_restated_subjects
where checksum is not null;
