using System.Text.Json;

namespace WebhookReceiver;

/// <summary>Takes one callback: verified, decrypted, kept once, acknowledged.</summary>
/// <param name="onNew">Is given the header and the clear message of what did not come before; it must not take long.</param>
public sealed class Callbacks(Settings settings, OwnKeys ownKeys, RegistryKeys registryKeys, Inbox inbox, TextWriter log, Action<JsonElement, JsonElement>? onNew)
{
    private static readonly string[] Actions = ["on-search", "txn-on-status", "on-subscribe", "on-unsubscribe", "notify"];

    public async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { } envelope || Header(envelope) is not { } header)
            return Acknowledgement.Refused(400, "err.request.bad", "This is not a DCI message.");
        try
        {
            if (!await Jws.HoldsAsync(envelope, registryKeys, cancellationToken))
                return Refused(header, 401, "err.signature.invalid", "The signature does not hold.");
        }
        catch (HttpRequestException)
        {
            // The registry will send again, and its keys may be there by then.
            return Refused(header, 503, "err.service.unavailable", "The registry's keys can't be read.");
        }

        if (header.Receiver is { } receiver && receiver != settings.SenderId)
            return Refused(header, 403, "err.receiver_id.invalid", "The message is for somebody else.");
        var message = header.Encrypted ? Jwe.Decrypt(envelope.GetProperty("message"), ownKeys) : envelope.GetProperty("message");
        if (message is not { } clear)
            return Refused(header, 400, "err.encryption.invalid", "The message can't be decrypted.");

        var isNew = inbox.TryAdd(header.MessageId, envelope.GetProperty("header"), clear);
        log.WriteLine($"{header.Action,-14} {header.MessageId}  {(isNew ? Summary.Of(header, clear) : "came again")}");
        if (isNew)
            onNew?.Invoke(envelope.GetProperty("header"), clear);
        return Acknowledgement.Given(Summary.Text(clear, "correlation_id"));
    }

    private IResult Refused(CallbackHeader header, int status, string code, string words)
    {
        log.WriteLine($"{header.Action,-14} {header.MessageId}  refused: {words}");
        return Acknowledgement.Refused(status, code, words);
    }

    private static async Task<JsonElement?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The header when the envelope is one that is meant for us; the action says what it is, whatever the path.</summary>
    private static CallbackHeader? Header(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object || !envelope.TryGetProperty("header", out var header) || !envelope.TryGetProperty("message", out var message)
            || header.ValueKind != JsonValueKind.Object || message.ValueKind != JsonValueKind.Object)
            return null;
        if (Summary.Text(header, "message_id") is not { Length: > 0 and <= 99 } id || Summary.Text(header, "action") is not { } action || !Actions.Contains(action))
            return null;
        var encrypted = header.TryGetProperty("is_msg_encrypted", out var flag) && flag.ValueKind == JsonValueKind.True;
        return new CallbackHeader(id, action, Summary.Text(header, "status"), Summary.Text(header, "receiver_id"), encrypted);
    }
}

/// <summary>What we look at in the header of a callback.</summary>
public sealed record CallbackHeader(string MessageId, string Action, string? Status, string? Receiver, bool Encrypted);
