module example.com/low

go 1.22
