using Dci.CrvsApi.Hosting;

namespace Dci.CrvsApi.Demonstration;

/// <summary>What the server says on standard output once it listens.</summary>
internal static class Welcome
{
    public static string Plain(IReadOnlyList<string> addresses, string dataFolder) =>
        $"""
        Dci.CrvsApi listens on {string.Join(", ", addresses)}; data in {dataFolder}
        """;

    public static string WithDemo(DemoFile demo, DataFolder data) =>
        $$$$"""

        Dci.CrvsApi listens on {{{{demo.BaseUrl}}}}; data in {{{{data.Path}}}}

          Try it in a browser   {{{{demo.BaseUrl}}}}/docs
          Partner id            {{{{demo.ClientId}}}}
          Partner secret        {{{{demo.ClientSecret}}}}
          All of it for scripts {{{{data.File(DemoFile.Name)}}}}

        A token:

          TOKEN=$(curl -s {{{{demo.TokenUrl}}}} -d grant_type=client_credentials -d client_id={{{{demo.ClientId}}}} -d client_secret={{{{demo.ClientSecret}}}} | sed 's/.*"access_token" *: *"\([^"]*\)".*/\1/')

        A search, with an answer signed by the server:

          NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ); curl -s {{{{demo.BaseUrl}}}}/registry/sync/search -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"header":{"version":"1.0.0","message_id":"'$(date +%s%N)'","message_ts":"'$NOW'","action":"search","sender_id":"{{{{demo.SenderId}}}}","receiver_id":"{{{{demo.ReceiverId}}}}","total_count":1},"message":{"transaction_id":"try-1","search_request":[{"reference_id":"1","timestamp":"'$NOW'","search_criteria":{"reg_type":"ns:org:RegistryType:Civil","query_type":"idtype-value","query":{"type":"BRN","value":"{{{{demo.Identifiers.GetValueOrDefault("BRN", "?")}}}}"}}}]}}'

        """;
}
