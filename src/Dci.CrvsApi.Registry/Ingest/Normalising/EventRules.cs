using System.Globalization;
using System.Text.Json.Nodes;

namespace Dci.CrvsApi.Registry.Ingest.Normalising;

/// <summary>What is wrong with the resources that tell of the event itself.</summary>
internal static class EventRules
{
    public static IReadOnlyList<NormalisingRule> All { get; } =
    [
        new("the class of a composition is a category", "Composition", ClassIsCategory),
        new("a composition has one identifier", "Composition", OneIdentifier),
        new("a composition relates to others as R4 lets it", "Composition", RelationIsKnown),
        new("a task's context is its encounter", "Task", task => task.Rename("context", "encounter")),
        new("a task's reason is a code", "Task", task => task.Rename("reason", "reasonCode")),
        new("a task is asked for by somebody", "Task", RequesterIsReference),
        new("a task's inputs have one value each", "Task", InputsHaveOneValue),
        new("an observation's context is its encounter", "Observation", observation => observation.Rename("context", "encounter")),
        new("a quantity is a number", "Observation", QuantityIsNumber),
    ];

    private static void ClassIsCategory(JsonObject composition)
    {
        composition.Rename("class", "category");
        composition.WrapInArray("category");
    }

    private static void OneIdentifier(JsonObject composition)
    {
        if (composition["identifier"] is JsonArray { Count: > 0 } identifiers)
            composition["identifier"] = identifiers[0]?.DeepClone();
    }

    /// <summary>OpenCRVS points at duplicates; the original keeps it, and a mark of the record's own says the same.</summary>
    private static void RelationIsKnown(JsonObject composition)
    {
        if (composition["relatesTo"] is not JsonArray relations)
            return;
        foreach (var relation in relations.OfType<JsonObject>().Where(relation => relation.Text("code") is not ("replaces" or "transforms" or "signs" or "appends")).ToArray())
            relations.Remove(relation);
    }

    /// <summary>STU3: <c>requester.agent</c>.</summary>
    private static void RequesterIsReference(JsonObject task)
    {
        if (task["requester"] is JsonObject requester && requester.Take("agent") is JsonObject agent)
            task["requester"] = agent;
    }

    /// <summary>A correction request carries code, id and text of a changed field in one input; the original keeps them.</summary>
    private static void InputsHaveOneValue(JsonObject task)
    {
        foreach (var member in (ReadOnlySpan<string>)["input", "output"])
            if (task.Objects(member).Any(part => part.Count(value => value.Key.StartsWith("value", StringComparison.Ordinal)) != 1 || !part.ContainsKey("type")))
                task.Remove(member);
    }

    /// <summary><c>valueQuantity.value: "TWIN"</c> is a text, <c>"3.5"</c> a number.</summary>
    private static void QuantityIsNumber(JsonObject observation)
    {
        if (observation["valueQuantity"] is not JsonObject quantity || quantity.Text("value") is not { } text)
            return;
        if (decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
        {
            quantity["value"] = number;
            return;
        }

        observation.Remove("valueQuantity");
        observation["valueString"] = text;
    }
}
