create table notes (text); insert into notes values ('remember the milk');
