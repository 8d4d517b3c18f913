using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dci.CrvsApi.Benchmarks.Floor;

/// <summary><c>floor</c>: the web server that the load command holds the real one against. It is started by that command.</summary>
internal static class FloorCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo>("--settings") { Description = "What the load command wrote for it.", Required = true };
        var url = new Option<string>("--urls") { Description = "Where to listen.", Required = true };
        var command = new Command("floor", "Serves the least a signed search can cost (started by 'load').") { file, url };
        command.SetAction((parsed, cancellationToken) => RunAsync(FloorSettings.Read(parsed.GetValue(file)!.FullName), parsed.GetValue(url)!));
        return command;
    }

    private static Task RunAsync(FloorSettings settings, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var journal = settings.Journal is { } file ? new FloorJournal(file) : null;
        var search = new FloorSearch(settings, new FloorTokens(settings.Token(), TimeProvider.System), journal, key);
        var jwks = Jwks(key);
        app.MapPost("/registry/sync/search", (RequestDelegate)search.AnswerAsync);
        app.MapGet("/health/ready", (RequestDelegate)(context => context.Response.WriteAsync("ready")));
        app.MapGet("/.well-known/jwks.json", (RequestDelegate)(context => context.Response.WriteAsync(jwks)));
        return app.RunAsync();
    }

    private static string Jwks(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{FloorSearch.KeyId}}","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}]}""";
    }
}
