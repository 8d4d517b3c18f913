using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Contract;

/// <summary>Reads and writes an enumeration by its names on the wire, never by number.</summary>
public sealed class WireEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false)
    where TEnum : struct, Enum;
