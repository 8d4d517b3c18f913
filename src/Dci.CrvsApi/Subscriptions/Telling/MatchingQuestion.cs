using Dci.CrvsApi.Registry.Subscriptions.Matching;

namespace Dci.CrvsApi.Subscriptions.Telling;

/// <summary>What a subscription asks, ready to be held against records.</summary>
internal sealed record MatchingQuestion(SubscriptionQuestion Question, RecordMatcher Matcher);
