using System.Text.Json.Serialization;

namespace Dci.CrvsApi.Contract;

/// <summary>
/// The one door between the contract's records and JSON. Members that are absent stay absent, a member named twice
/// is refused, unknown members are skipped.
/// </summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    MaxDepth = 64,
    Converters = [typeof(InstantConverter), typeof(CountConverter)])]
[JsonSerializable(typeof(AckResponse))]
[JsonSerializable(typeof(Consent))]
[JsonSerializable(typeof(CrvsPerson))]
[JsonSerializable(typeof(EncryptedMessage))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(MsgCallbackHeader))]
[JsonSerializable(typeof(MsgHeader))]
[JsonSerializable(typeof(NamedQuery))]
[JsonSerializable(typeof(SearchCriteria))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchRequestItem))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SearchResponseItem))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
public sealed partial class DciJson : JsonSerializerContext;
