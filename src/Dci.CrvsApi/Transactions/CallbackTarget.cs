using Dci.CrvsApi.Messaging;
using Dci.CrvsApi.Partners;

namespace Dci.CrvsApi.Transactions;

/// <summary>Where the outcome of a message goes: where its header says, within the partner's registered origins, else where its registration says.</summary>
/// <param name="Address">Null when nothing was said or agreed: the outcome waits to be asked for.</param>
internal sealed record CallbackTarget(Uri? Address)
{
    // It is stored with every callback, of which one message may have thousands.
    private const int Longest = 2048;

    public static Outcome<CallbackTarget> Of(VerifiedMessage message)
    {
        if (message.Header.SenderUri is not { } address)
            return new CallbackTarget(message.Partner.CallbackUri);
        if (address.Length > Longest)
            return Refused($"header.sender_uri is longer than {Longest} characters.");
        return message.Partner.CallbackAddress(address) is { } uri
            ? new CallbackTarget(uri)
            : Refused("header.sender_uri is not within the callback origins that you are registered with.");
    }

    private static Failure Refused(string detail) => new(StatusCodes.Status403Forbidden, "err.sender_uri.invalid", detail);
}
