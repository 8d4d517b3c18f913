using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Answers;

/// <summary>How what a callback will say is kept until it is said.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReplyState))]
[JsonSerializable(typeof(RequestEcho))]
internal sealed partial class ReplyJson : JsonSerializerContext;
