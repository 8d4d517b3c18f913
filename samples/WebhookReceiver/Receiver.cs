using System.Text.Json;

namespace WebhookReceiver;

/// <summary>The web server that callbacks arrive at.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Inbox _inbox;
    private readonly HttpClient _http;

    private Receiver(WebApplication app, Inbox inbox, HttpClient http) => (_app, _inbox, _http) = (app, inbox, http);

    public Uri Address => new(_app.Urls.First());

    /// <summary>How many messages came more than once and were dropped.</summary>
    public int Repeats => _inbox.Repeats;

    /// <param name="http">How the registry's keys are read; a client of its own when null.</param>
    /// <param name="log">Where a line is written for each message; the console when null.</param>
    /// <param name="onNew">Is given the header and the clear message of what did not come before; null when the inbox is all there is to it.</param>
    public static async Task<Receiver> StartAsync(Settings settings, OwnKeys keys, HttpClient? http = null, TextWriter? log = null, Action<JsonElement, JsonElement>? onNew = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(settings.Urls);
        var app = builder.Build();
        var inbox = new Inbox(settings.InboxFile);
        http ??= new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var callbacks = new Callbacks(settings, keys, new RegistryKeys(http, settings.Server), inbox, TextWriter.Synchronized(log ?? Console.Out), onNew);
        // One door for all: /callback, /registry/on-search, /registry/notify, … The header says what a message is.
        app.MapPost("/{**path}", (HttpRequest request, CancellationToken cancellationToken) => callbacks.TakeAsync(request, cancellationToken));
        await app.StartAsync();
        return new Receiver(app, inbox, http);
    }

    /// <summary>Completes when the process is told to end.</summary>
    public Task StoppedAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _inbox.Dispose();
        _http.Dispose();
    }
}
