using System.Text.Json;

namespace Dci.CrvsApi.Messaging;

/// <summary>A DCI message as it arrived: nothing in it has been believed yet.</summary>
/// <param name="Header">The received bytes of the <c>header</c> member.</param>
/// <param name="Message">The received bytes of the <c>message</c> member.</param>
/// <param name="Signature">The <c>signature</c> member, null when absent or empty.</param>
/// <param name="HeaderJson">The same header, parsed; no object in it names a member twice.</param>
/// <param name="MessageJson">The same message, parsed; no object in it names a member twice.</param>
internal sealed record ReceivedEnvelope(
    ReadOnlyMemory<byte> Header,
    ReadOnlyMemory<byte> Message,
    string? Signature,
    JsonElement HeaderJson,
    JsonElement MessageJson);
