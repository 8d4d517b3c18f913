using System.Text.Json.Nodes;
using Dci.CrvsApi.Registry.Ingest.Normalising;
using Dci.CrvsApi.Registry.Ingest.Vocabulary;

namespace Dci.CrvsApi.Registry.Ingest.Submissions;

/// <summary>Turns a transaction whose entries together are one record into the document that it stands for.</summary>
internal static class TransactionForm
{
    private static readonly string[] Conditions = ["ifNoneExist", "ifMatch", "ifNoneMatch", "ifModifiedSince"];

    public static bool Is(JsonObject bundle) => bundle.Text("type") == "transaction";

    /// <summary>Where each entry, in the order they were sent, stands in the document: a transaction has no order, a document begins with Composition and Task.</summary>
    public static IReadOnlyList<int> ToDocument(JsonObject bundle, SubmissionFaults faults)
    {
        bundle["type"] = "document";
        if (bundle["entry"] is not JsonArray entries)
            return [];
        for (var i = 0; i < entries.Count && !faults.IsFull; i++)
            if (entries[i] is JsonObject entry)
                Check(entry, $"Bundle.entry[{i}]", faults);
        var sent = entries.ToList();
        var ordered = sent.OrderBy(Rank).ToList();
        entries.Clear();
        foreach (var entry in ordered)
            entries.Add(entry);
        return [.. sent.Select(entry => ordered.FindIndex(other => ReferenceEquals(other, entry)))];
    }

    private static int Rank(JsonNode? entry) => TypeOf(entry as JsonObject) switch
    {
        "Composition" => 0,
        "Task" => 1,
        _ => 2,
    };

    private static void Check(JsonObject entry, string path, SubmissionFaults faults)
    {
        if (entry.Take("request") is not JsonObject request)
        {
            faults.Structure(path + ".request", "is missing, which every entry of a transaction has");
            return;
        }

        foreach (var condition in Conditions)
            if (request.ContainsKey(condition))
                faults.Structure($"{path}.request.{condition}", "is not supported: a record is known by the id of its Composition, and sent again by Bundle.identifier");
        var type = TypeOf(entry);
        var url = request.Text("url");
        var id = (entry["resource"] as JsonObject)?.Text("id");
        switch (request.Text("method"))
        {
            case "POST" when url == type:
                break;
            case "PUT" when id is not null && url == $"{type}/{id}":
                if (entry.Text("fullUrl") is null)
                    entry["fullUrl"] = FhirUrls.Base + url;
                break;
            case "POST" or "PUT":
                faults.Structure(path + ".request.url", "is neither the type of the resource, to be posted, nor its type and id, to be put");
                break;
            default:
                faults.Structure(path + ".request.method", "is neither POST nor PUT: a transaction writes one record here, and a batch reads");
                break;
        }
    }

    private static string? TypeOf(JsonObject? entry) => (entry?["resource"] as JsonObject)?.Text("resourceType");
}
