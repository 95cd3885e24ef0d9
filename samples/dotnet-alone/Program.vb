Imports System.IO

Module Program
    ' The text lies beside the sources, and is read from where the container works.
    Sub Main(args As String())
        Dim name = If(args.Length > 0, args(0), "nobody")
        Console.WriteLine(File.ReadAllText("texts/greeting.txt").Trim() & " " & name)
    End Sub
End Module
