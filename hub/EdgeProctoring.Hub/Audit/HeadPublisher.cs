using System.ComponentModel.DataAnnotations;
using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Mail;
using EdgeProctoring.Hub.Storage;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Audit;

/// <summary>Where the heads of the chains are published.</summary>
internal sealed class RecordOptions
{
    public const string Section = "Record";

    /// <summary>File outside the data folder (better: on another machine) that each changed head is added to; absent = not published.</summary>
    public string? HeadFile { get; init; }

    /// <summary>Mail address outside the hub's own house that changed heads are sent to as well; needs Mail:Host.</summary>
    public string? HeadMail { get; init; }

    /// <summary>How often; default every 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HeadEvery { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Adds the heads of the chains to a file that the hub's administrators need not be able to change: whoever rewrites the
/// record later, keys and all, no longer runs through them.
/// </summary>
internal sealed partial class HeadPublisher(IDatabase database, IOptions<RecordOptions> options, HubFiles files, Mailbox mailbox, TimeProvider time, ILogger<HeadPublisher> log) : BackgroundService
{
    private readonly Dictionary<string, long> _published = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (options.Value is { HeadFile: null, HeadMail: null })
        {
            return;
        }
        var file = options.Value.HeadFile;
        using var clock = new PeriodicTimer(options.Value.HeadEvery, time);
        do
        {
            try
            {
                await PublishAsync(file is null ? null : files.Resolve(file), stopping);
            }
            catch (Exception e) when (database.IsTransient(e) || e is IOException)
            {
                Log.Failed(log, e, file ?? options.Value.HeadMail!); // Heads only grow: the next line says more.
            }
        }
        while (await clock.WaitForNextTickAsync(stopping));
    }

    private async Task PublishAsync(string? file, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var heads = await session.ListAsync("SELECT c.exam, c.number, c.hash FROM chain c WHERE c.number = (SELECT MAX(l.number) FROM chain l WHERE l.exam = c.exam)",
            row => (Exam: row.GetString(0), Head: new ChainHead(row.GetInt64(1), row.GetString(2))), cancel);
        var lines = heads.Where(head => _published.GetValueOrDefault(head.Exam) < head.Head.Number).Select(head => PublishedHeads.Line(time.GetUtcNow(), head.Exam, head.Head)).ToList();
        if (lines.Count > 0)
        {
            if (file is not null)
            {
                await File.AppendAllLinesAsync(file, lines, cancel);
            }
            if (options.Value.HeadMail is { } address)
            {
                mailbox.Post(new MailLetter(address, "EdgeProctoring: heads of the record", string.Join('\n', lines)));
            }
            heads.ForEach(head => _published[head.Exam] = head.Head.Number);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The chains' heads could not be published to {File}; will try again.")]
        public static partial void Failed(ILogger logger, Exception e, string file);
    }
}

/// <summary>The file of published heads: time, exam (- for none), entry, hash.</summary>
internal static class PublishedHeads
{
    public static string Line(DateTimeOffset at, string exam, ChainHead head) =>
        string.Create(CultureInfo.InvariantCulture, $"{JsonTime.Text(at)} {(exam.Length == 0 ? "-" : exam)} {head.Number} {head.Hash}");

    /// <summary>The published heads of one exam; lines that are none are left out.</summary>
    public static IReadOnlyDictionary<long, string> Read(string file, string exam) => File.ReadLines(file).Select(line => line.Split(' '))
        .Where(parts => parts.Length == 4 && parts[1] == exam && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .GroupBy(parts => long.Parse(parts[2], CultureInfo.InvariantCulture)).ToDictionary(group => group.Key, group => group.First()[3]);
}
