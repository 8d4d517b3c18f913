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
[JsonSerializable(typeof(DeliveryPage))]
[JsonSerializable(typeof(SubscriptionPage))]
[JsonSerializable(typeof(SubscriptionOutline))]
[JsonSerializable(typeof(DeliveryRecord))]
[JsonSerializable(typeof(EncryptedMessage))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ExpressionQuery))]
[JsonSerializable(typeof(FhirDocument))]
[JsonSerializable(typeof(EventsPullRequest))]
[JsonSerializable(typeof(EventsPullResponse))]
[JsonSerializable(typeof(FhirBundle))]
[JsonSerializable(typeof(FhirTransactionResponse))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(IdentifierQuery))]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(LocationHierarchy))]
[JsonSerializable(typeof(MsgCallbackHeader))]
[JsonSerializable(typeof(MsgHeader))]
[JsonSerializable(typeof(NamedQuery))]
[JsonSerializable(typeof(NotifyEventRequest))]
[JsonSerializable(typeof(OperationOutcome))]
[JsonSerializable(typeof(PingReply))]
[JsonSerializable(typeof(Predicate))]
[JsonSerializable(typeof(ReplayOrder))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(SearchCriteria))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchRequestItem))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SearchResponseItem))]
[JsonSerializable(typeof(SubscribeRequest))]
[JsonSerializable(typeof(SubscribeRequestItem))]
[JsonSerializable(typeof(SubscribeResponse))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TopicEvent))]
[JsonSerializable(typeof(TopicList))]
[JsonSerializable(typeof(TxnStatusRequest))]
[JsonSerializable(typeof(TxnStatusResponse))]
[JsonSerializable(typeof(UnsubscribeRequest))]
[JsonSerializable(typeof(UnsubscribeResponse))]
[JsonSerializable(typeof(WebhookDenial))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(WebhookRequest))]
public sealed partial class DciJson : JsonSerializerContext;
