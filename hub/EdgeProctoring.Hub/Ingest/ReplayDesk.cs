using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// Asks nodes for what is missing in their numbers. What they answer takes the way of everything else, through the log; what
/// they hold no more becomes a fact of the record.
/// </summary>
internal sealed class ReplayDesk
{
    private readonly ConcurrentDictionary<string, Channel<Receipt>> _lines = new(StringComparer.Ordinal);
    private readonly IDatabase _database;
    private readonly Intake _intake;
    private readonly IIngestLog _log;
    private readonly IngestMeter _meter;
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;

    public ReplayDesk(IDatabase database, Intake intake, IIngestLog log, IngestMeter meter, IOptions<IngestOptions> options, TimeProvider time)
    {
        (_database, _intake, _log, _meter, _options, _time) = (database, intake, log, meter, options.Value, time);
        intake.Confirmed += Hear;
    }

    /// <summary>A node's line: questions go out, answers come in. A newer line of the same node hears the receipts from then on.</summary>
    public async Task ServeAsync(string node, Func<V1.ReplayRequest, Task> ask, IAsyncEnumerable<V1.ReplayAnswer> answers, CancellationToken ends)
    {
        // Only the newest word counts: a receipt that was pushed out is made up for by the next one.
        var receipts = Channel.CreateBounded<Receipt>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _lines[node] = receipts;
        var book = new GapBook(_options.AskAfter, _options.AnswerWithin);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends);
        try
        {
            await RememberAsync(node, book, ends);
            var asking = AskAsync(book, receipts.Reader, ask, stop.Token);
            await foreach (var answer in answers.WithCancellation(ends))
            {
                await TakeAsync(node, book, answer, ends);
            }
            await stop.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await stop.CancelAsync();
            _lines.TryRemove(new KeyValuePair<string, Channel<Receipt>>(node, receipts));
        }
    }

    private void Hear(Receipt receipt)
    {
        if (receipt.SenderKind == SourceKind.Node && _lines.TryGetValue(receipt.Sender, out var line))
        {
            line.Writer.TryWrite(receipt);
        }
    }

    // Gaps that an earlier life of the hub saw, and boots of the node that have long ended.
    private async Task RememberAsync(string node, GapBook book, CancellationToken cancel)
    {
        await using var session = await _database.ReadAsync(cancel);
        var boots = await session.ListAsync("SELECT boot, held, gone FROM boots WHERE sender_kind = @kind AND sender = @sender AND (held LIKE '%,%' OR held NOT LIKE '1-%')",
            row => (Boot: row.GetString(0), Numbers: new BootNumbers(HeldNumbers.Parse(row.GetString(1)), HeldNumbers.Parse(row.GetString(2)))), cancel, ("@kind", (long)SourceKind.Node), ("@sender", node));
        lock (book)
        {
            boots.ForEach(boot => book.Note(boot.Boot, boot.Numbers.Settled().Gaps, _time.GetUtcNow()));
        }
    }

    private async Task AskAsync(GapBook book, ChannelReader<Receipt> receipts, Func<V1.ReplayRequest, Task> ask, CancellationToken stop)
    {
        while (true)
        {
            IReadOnlyList<Question> questions;
            TimeSpan rest;
            lock (book)
            {
                while (receipts.TryRead(out var receipt))
                {
                    book.Note(receipt.Boot, receipt.Gaps, _time.GetUtcNow());
                }
                questions = book.Ask(_time.GetUtcNow());
                // What was asked is looked at again when the answer is late.
                rest = book.Due is { } due && due > _time.GetUtcNow() ? due - _time.GetUtcNow() : book.Due is null ? Timeout.InfiniteTimeSpan : _options.AskAfter;
            }
            foreach (var question in questions)
            {
                _meter.Asked(question.Range.To - question.Range.From + 1);
                await ask(new V1.ReplayRequest { Id = question.Id, Boot = question.Boot, Range = new V1.SeqRange { From = question.Range.From, To = question.Range.To } });
            }
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task news = receipts.WaitToReadAsync(wake.Token).AsTask();
            await Task.WhenAny(news, Task.Delay(rest, _time, wake.Token));
            await wake.CancelAsync();
            await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task TakeAsync(string node, GapBook book, V1.ReplayAnswer answer, CancellationToken cancel)
    {
        Question? question;
        lock (book)
        {
            question = book.Find(answer.Request);
        }
        if (question is null)
        {
            return; // Nobody asked, or too long ago.
        }
        if (answer.Batch is { } batch)
        {
            await _intake.TakeAsync(node, batch.ToByteArray(), cancel);
        }
        var gone = answer.Gone.Select(range => new SeqRange(Math.Max(range.From, question.Range.From), Math.Min(range.To, question.Range.To))).Where(range => range.To >= range.From).ToList();
        if (gone.Count > 0)
        {
            await _log.AppendAsync(new ItemsGone(_intake, new SenderBoot(SourceKind.Node, node, question.Boot), gone), cancel);
        }
        if (answer.Last)
        {
            lock (book)
            {
                book.Answered(question, _time.GetUtcNow());
            }
        }
    }
}
