-- when somebody began to ask the language model for an exploration; nobody asks a second time
alter table hypothesis.exploration add column advisor_asked_at timestamptz;
