create table t (x);
