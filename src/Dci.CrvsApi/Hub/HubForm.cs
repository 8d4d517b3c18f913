using Dci.CrvsApi.Tokens;

namespace Dci.CrvsApi.Hub;

/// <summary>
/// The parameters of a request to the hub that it knows; others are ignored (WebSub §5.1). One that it knows and that stands twice, or is
/// not UTF-8, can't be meant.
/// </summary>
internal sealed class HubForm
{
    private static readonly string[] Known = ["hub.callback", "hub.mode", "hub.topic", "hub.lease_seconds", "hub.secret"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private HubForm()
    {
    }

    public string? Callback => Find("hub.callback");

    public string? Mode => Find("hub.mode");

    public string? Topic => Find("hub.topic");

    public string? LeaseSeconds => Find("hub.lease_seconds");

    public string? Secret => Find("hub.secret");

    /// <summary>The form, or what is wrong with it.</summary>
    public static (HubForm? Form, string? Fault) Read(ReadOnlySpan<byte> body)
    {
        var form = new HubForm();
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (TokenRequestForm.Decode(equals < 0 ? pair : pair[..equals]) is not { } name || !Known.Contains(name))
                continue;
            if (TokenRequestForm.Decode(equals < 0 ? [] : pair[(equals + 1)..]) is not { } value)
                return (null, $"{name} is not UTF-8.");
            if (!form._values.TryAdd(name, value))
                return (null, $"{name} stands twice.");
        }

        return (form, null);
    }

    // A parameter without a value says nothing.
    private string? Find(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
