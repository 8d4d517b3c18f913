using System.Globalization;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What is wrong with the papers of a record: scans, answers to country-specific questions, payments.</summary>
internal static class DocumentRules
{
    public static IReadOnlyList<NormalisingRule> All { get; } =
    [
        new("a document is dated when it was indexed", "DocumentReference", DateIsIndexed),
        new("the class of a document is a category", "DocumentReference", ClassIsCategory),
        new("a question has an id", "QuestionnaireResponse", QuestionHasId),
        new("a questionnaire is named by its address", "QuestionnaireResponse", QuestionnaireIsAddress),
        new("a payment has R4's members", "PaymentReconciliation", PaymentIsR4),
    ];

    private static void DateIsIndexed(JsonObject document)
    {
        document.Rename("indexed", "date");
        document.Remove("created");
        document.TryAdd("status", "current");
    }

    private static void ClassIsCategory(JsonObject document)
    {
        document.Rename("class", "category");
        document.WrapInArray("category");
    }

    private static void QuestionHasId(JsonObject answers)
    {
        answers.Rename("context", "encounter");
        answers.TryAdd("status", "completed");
        var number = 0;
        foreach (var item in answers.Objects("item"))
        {
            number++;
            item.WrapInArray("answer");
            if (string.IsNullOrWhiteSpace(item.Text("linkId")))
                item["linkId"] = item.Text("text") is { Length: > 0 } text ? text : string.Create(CultureInfo.InvariantCulture, $"item-{number}");
        }
    }

    /// <summary>STU3 had a reference, R4 a canonical address.</summary>
    private static void QuestionnaireIsAddress(JsonObject answers)
    {
        if (answers["questionnaire"] is JsonObject reference)
            answers["questionnaire"] = reference.Text("reference");
    }

    private static void PaymentIsR4(JsonObject payment)
    {
        var date = payment.Objects("detail").Select(detail => detail.Text("date")).FirstOrDefault(text => text is { Length: >= 10 })?[..10] ?? "1970-01-01";
        if (payment["outcome"] is JsonObject)
            payment["outcome"] = "complete";
        payment.Rename("total", "paymentAmount");
        payment.TryAdd("paymentAmount", payment.Objects("detail").Select(detail => detail["amount"]?.DeepClone()).FirstOrDefault() ?? new JsonObject { ["value"] = 0 });
        foreach (var amount in payment.EverywhereNamed("amount", "paymentAmount"))
        {
            foreach (var member in amount.Select(member => member.Key).Where(key => key is not ("value" or "currency")).ToArray())
                amount.Remove(member);
        }

        foreach (var detail in payment.Objects("detail"))
        {
            detail.TryAdd("type", new JsonObject { ["text"] = "payment" });
            if (detail.Text("date") is { Length: > 10 } instant)
                detail["date"] = instant[..10];
        }

        payment.TryAdd("status", "active");
        payment.TryAdd("created", date);
        payment.TryAdd("paymentDate", date);
    }
}
