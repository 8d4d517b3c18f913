using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Discovery;

/// <summary>State of the server.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Environment"><c>development</c> or <c>conformance</c> when the server runs by less than Production rules, else absent.</param>
internal sealed record HealthReport(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("environment"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Environment);

/// <summary>Writes <see cref="HealthReport"/> without reflection.</summary>
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HealthJson : JsonSerializerContext;
