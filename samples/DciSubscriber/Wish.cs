using WebhookReceiver;

namespace DciSubscriber;

/// <summary>What the command line wants done; everything else on it is for <see cref="Settings"/>.</summary>
/// <param name="Verb"><c>subscribe</c> when none is named.</param>
/// <param name="Word">What stands behind the verb.</param>
/// <param name="People">The numbers of those on the list.</param>
public sealed record Wish(string Verb, string? Word, IReadOnlyList<string> People, IReadOnlyList<string> Others)
{
    private static readonly string[] Verbs = ["--register", "--cancel", "--status", "--unsubscribe"];

    public static Wish Read(string[] args)
    {
        var (verb, word, people, others) = ("subscribe", (string?)null, new List<string>(), new List<string>());
        for (var index = 0; index < args.Length; index++)
        {
            if (!args[index].StartsWith("--", StringComparison.Ordinal))
            {
                people.Add(args[index]);
                continue;
            }

            var (name, value) = (args[index], args.ElementAtOrDefault(index + 1));
            if (value?.StartsWith("--", StringComparison.Ordinal) == true)
                value = null;
            else
                index++;
            if (Verbs.Contains(name))
                (verb, word) = (name[2..], value);
            else if (name == "--list")
                people.AddRange(File.ReadLines(value ?? throw new InvalidOperationException("--list needs a file, one number a line.")).Select(line => line.Trim()).Where(line => line.Length > 0));
            else
                others.AddRange(value is null ? [name] : [name, value]);
        }

        return new Wish(verb, word, people, others);
    }
}
