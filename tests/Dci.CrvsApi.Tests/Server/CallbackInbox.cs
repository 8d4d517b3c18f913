using System.Collections.Concurrent;
using System.Text.Json;
using Dci.CrvsApi.Tests.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dci.CrvsApi.Tests.Server;

/// <summary>Where a partner is called back: a real receiver on loopback that keeps what it is sent.</summary>
internal sealed class CallbackInbox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly SemaphoreSlim _arrived = new(0);

    private CallbackInbox(WebApplication app) => _app = app;

    /// <summary>In the order of arrival.</summary>
    public ConcurrentQueue<Callback> Received { get; } = new();

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>The address of a path at this receiver.</summary>
    public string Address(string path = "/registry/on-search") => _app.Urls.Single() + path;

    public static async Task<CallbackInbox> OpenAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var inbox = new CallbackInbox(app);
        app.Run(inbox.ReceiveAsync);
        await app.StartAsync();
        return inbox;
    }

    /// <summary>Waits for so many messages in all.</summary>
    public async Task<IReadOnlyList<Callback>> WaitAsync(int count = 1)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (Received.Count < count && TimeProvider.System.GetElapsedTime(until) < Patience)
            await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200));
        Assert.That(Received, Has.Count.GreaterThanOrEqualTo(count), "callbacks that arrived");
        return [.. Received];
    }

    /// <summary>Waits for the first message that belongs to an acknowledgement.</summary>
    public async Task<Callback> WaitForAsync(string correlationId)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            if (Received.FirstOrDefault(callback => callback.CorrelationId == correlationId) is { } found)
                return found;
            await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new TimeoutException($"No callback came for {correlationId}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var callback = new Callback(context.Request.Path, context.Request.ContentType, body.RootElement.Clone());
        context.Response.StatusCode = Status;
        Received.Enqueue(callback);
        _arrived.Release();
        await context.Response.WriteAsJsonAsync(new { message = new { ack_status = "ACK", timestamp = TimeProvider.System.GetUtcNow(), correlation_id = callback.CorrelationId ?? "notify" } });
    }
}

/// <summary>A message that arrived at a partner.</summary>
internal sealed record Callback(string Path, string? ContentType, JsonElement Envelope)
{
    public JsonElement Header => Envelope.GetProperty("header");

    public JsonElement Message => Envelope.GetProperty("message");

    /// <summary>Null for a notification, and for what is encrypted.</summary>
    public string? CorrelationId => Message.TryGetProperty("correlation_id", out var id) ? id.GetString() : null;

    public string? Action => Header.GetProperty("action").GetString();

    public string? Status => Header.GetProperty("status").GetString();

    public int Completed => Header.GetProperty("completed_count").GetInt32();

    public IReadOnlyList<JsonElement> Items => [.. Message.GetProperty("search_response").EnumerateArray()];

    /// <summary>What is wrong with it by openapi.yaml.</summary>
    public IReadOnlyList<string> Faults() => ContractReader.Contract.Faults(
        Action switch
        {
            "on-search" => "SearchResponseEnvelope",
            "on-subscribe" => "SubscribeResponseEnvelope",
            "on-unsubscribe" => "UnsubscribeResponseEnvelope",
            "notify" => "NotifyEnvelope",
            _ => "TxnStatusResponseEnvelope",
        },
        Envelope.GetRawText());
}
