using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Dci.CrvsApi.Tests.Hub;

/// <summary>The callback of a subscriber: a real web server on loopback that keeps what it is asked and told, and answers as a test wants.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    /// <summary>GET requests, in the order of arrival.</summary>
    public ConcurrentQueue<Heard> Asked { get; } = new();

    /// <summary>POST requests, in the order of arrival.</summary>
    public ConcurrentQueue<Heard> Told { get; } = new();

    /// <summary>Answers what it is asked: it confirms everything unless told otherwise.</summary>
    public Func<Heard, HttpContext, Task> OnAsked { get; set; } = (heard, context) => context.Response.WriteAsync(heard.Parameter("hub.challenge"));

    /// <summary>Answers what it is told.</summary>
    public Func<Heard, HttpContext, Task> OnTold { get; set; } = (_, _) => Task.CompletedTask;

    public string Origin => _app.Urls.Single();

    public string Address(string path = "/callback") => Origin + path;

    public static async Task<Listener> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var listener = new Listener(app);
        app.Run(listener.HearAsync);
        await app.StartAsync();
        return listener;
    }

    public Task<Heard[]> WaitAskedAsync(int count = 1) => WaitAsync(Asked, count, "questions");

    public Task<Heard[]> WaitToldAsync(int count = 1) => WaitAsync(Told, count, "notifications");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<Heard[]> WaitAsync(ConcurrentQueue<Heard> heard, int count, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (heard.Count < count && TimeProvider.System.GetElapsedTime(begun) < Patience)
            await Task.Delay(10);
        Assert.That(heard, Has.Count.GreaterThanOrEqualTo(count), what + " that arrived");
        return [.. heard];
    }

    private async Task HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var heard = new Heard(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        var isTold = heard.Method == HttpMethods.Post;
        (isTold ? Told : Asked).Enqueue(heard);
        await (isTold ? OnTold : OnAsked)(heard, context);
    }
}

/// <summary>A request that arrived.</summary>
internal sealed record Heard(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public Dictionary<string, StringValues> Query => QueryHelpers.ParseQuery(Target.Contains('?', StringComparison.Ordinal) ? Target[Target.IndexOf('?', StringComparison.Ordinal)..] : "");

    public string Mode => Parameter("hub.mode");

    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public string Parameter(string name) => Query.TryGetValue(name, out var value) ? value.ToString() : "";
}
