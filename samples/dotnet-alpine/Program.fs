open System
open System.Globalization
open Microsoft.AspNetCore.Builder
open Microsoft.AspNetCore.Http

let sort (words: string) =
    words.Split(',')
    |> Array.sortWith (fun a b -> String.Compare(a, b, false, CultureInfo "sv-SE"))
    |> String.concat " "

[<EntryPoint>]
let main args =
    let app = WebApplication.CreateBuilder(args).Build()
    app.MapGet("/sort/{words}", Func<string, string>(sort)) |> ignore
    app.Run()
    0
