using System.Text.Json.Nodes;

namespace WebhookReceiver;

/// <summary>What a callback is answered with.</summary>
public static class Acknowledgement
{
    /// <summary>We have it for good: the registry need not send it again.</summary>
    public static IResult Given(string? correlationId) => Results.Json(new JsonObject { ["message"] = Body("ACK", correlationId) });

    public static IResult Refused(int status, string code, string words)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = words };
        var message = Body("ERR", null);
        message["error"] = error.DeepClone();
        return Results.Json(new JsonObject { ["errors"] = new JsonArray(error), ["message"] = message }, statusCode: status);
    }

    private static JsonObject Body(string status, string? correlationId) => new()
    {
        ["ack_status"] = status,
        ["timestamp"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
        ["correlation_id"] = correlationId ?? Guid.NewGuid().ToString(),
    };
}
