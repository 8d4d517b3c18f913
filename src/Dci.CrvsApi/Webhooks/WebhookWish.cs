using System.Text.Json;

namespace Dci.CrvsApi.Webhooks;

/// <summary>What somebody asks of the webhooks, as sent: nothing in it has been believed yet.</summary>
internal sealed record WebhookWish(string Callback, string Mode, string Topic, string Secret)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Null when it is no JSON object with a <c>hub</c>.</summary>
    public static WebhookWish? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("hub", out var hub) && hub.ValueKind == JsonValueKind.Object
                ? new WebhookWish(Text(hub, "callback"), Text(hub, "mode"), Text(hub, "topic"), Text(hub, "secret"))
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair.
            return null;
        }
    }

    private static string Text(JsonElement hub, string member) =>
        hub.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
