namespace Dci.CrvsApi.Answers;

/// <summary>How much room an answer is likely to take.</summary>
internal static class AnswerSize
{
    private const int Header = 1024;
    private const int Item = 512;

    /// <summary>Bytes; right for records that are sent as they are stored, near enough for others.</summary>
    public static int Estimate(SearchAnswer answer)
    {
        var size = Header + answer.Meta.Length;
        for (var i = 0; i < answer.Items.Count; i++)
            size += Estimate(answer.Items[i]);
        return size;
    }

    /// <summary>The same of one item.</summary>
    public static int Estimate(AnsweredItem item)
    {
        var size = Item;
        if (item is not AnsweredItem.Found found)
            return size;
        for (var i = 0; i < found.Records.Count; i++)
            size += found.Records[i].Person.Length + 1;
        return size;
    }
}
