using System.Text.Json;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Messaging;

/// <summary>The header's parties against the token's: a token speaks for its partner only, and a message is for this server.</summary>
internal static class SenderRules
{
    public static Failure? Check(JsonElement header, Operation operation, Partner partner, ServerIdentity server)
    {
        var sender = header.TextOf("sender_id"u8);
        if (string.IsNullOrEmpty(sender))
        {
            // The header of an answer need not name its sender (MsgCallbackHeader); the token does.
            if (operation.IsAnswered)
                return Failures.Bad("header.sender_id is required.");
        }
        else if (!partner.SenderIds.Contains(sender, StringComparer.Ordinal))
        {
            return Forbidden("err.sender_id.invalid", "header.sender_id is not one of the ids that this token's partner is registered with.");
        }

        var receiver = header.TextOf("receiver_id"u8);
        return string.IsNullOrEmpty(receiver) || IsThisServer(receiver, partner, server)
            ? null
            : Forbidden("err.receiver_id.invalid", $"header.receiver_id is not this server; it is {server.SenderId}.");
    }

    private static bool IsThisServer(string receiver, Partner partner, ServerIdentity server) =>
        receiver == server.SenderId
        || partner.ReceiverIds.Contains(receiver, StringComparer.Ordinal)
        || receiver.TrimEnd('/') == server.PublicBaseUrl.OriginalString.TrimEnd('/');

    private static Failure Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);
}
