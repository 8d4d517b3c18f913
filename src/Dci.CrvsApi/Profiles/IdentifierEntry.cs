namespace Dci.CrvsApi.Profiles;

/// <summary>An identifier of a person, as slices of the record.</summary>
internal readonly ref struct IdentifierEntry
{
    public IdentifierEntry(ReadOnlySpan<byte> json)
    {
        Json = json;
        if (json is not [(byte)'{', ..])
            return;
        var members = new JsonSlices(json);
        while (members.MoveNext())
        {
            if (members.Name.SequenceEqual("identifier_type"u8))
                Type = members.Value;
            else if (members.Name.SequenceEqual("identifier_value"u8))
                Value = members.Value;
        }
    }

    /// <summary>The whole object.</summary>
    public ReadOnlySpan<byte> Json { get; }

    /// <summary>A JSON string; empty when the identifier has none.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>A JSON string; empty when the identifier has none.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
