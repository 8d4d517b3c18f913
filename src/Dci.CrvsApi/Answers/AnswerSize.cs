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
        {
            size += Item;
            if (answer.Items[i] is not AnsweredItem.Found found)
                continue;
            for (var j = 0; j < found.Records.Count; j++)
                size += found.Records[j].Person.Length + 1;
        }

        return size;
    }
}
