using EdgeProctoring.Contracts;
using Grpc.Core;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Keeps a call to the hub open through which it may ask for items again. What was freed or never existed is answered as gone,
/// so that the hub records a gap instead of waiting.
/// </summary>
internal sealed partial class ReplayServer(AgentSettings settings, NodeIdentity node, Spool spool, Revocation revocation, NodeClock clock, ILogger<ReplayServer> log) : BackgroundService
{
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _mostPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await clock.TrustedAsync(stopping);
        using var channel = HubChannel.Open(settings, node);
        using var reader = new SpoolReader(spool.File);
        var hub = new V1.Replay.ReplayClient(channel);
        var answers = new ReplayAnswers(reader, node);
        var pause = new BackOff(_leastPause, _mostPause, Random.Shared);
        while (true)
        {
            try
            {
                using var call = hub.Serve(new CallOptions(cancellationToken: stopping));
                await foreach (var request in call.ResponseStream.ReadAllAsync(stopping))
                {
                    pause.Reset();
                    foreach (var answer in answers.To(request))
                    {
                        await call.RequestStream.WriteAsync(answer, stopping);
                    }
                }
            }
            catch (RpcException revoked) when (revoked.StatusCode == StatusCode.PermissionDenied)
            {
                revocation.Obey(revoked.Status.Detail);
                return;
            }
            catch (RpcException ended)
            {
                stopping.ThrowIfCancellationRequested();
                Log.Ended(log, ended.Status.Detail);
            }
            await Task.Delay(pause.Next(), clock.Time, stopping);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The hub asks for no replays: {Reason}")]
        public static partial void Ended(ILogger logger, string reason);
    }
}

/// <summary>Answers a request for items: what still lies in the spool in signed batches, then what is gone.</summary>
internal sealed class ReplayAnswers(SpoolReader reader, NodeIdentity node)
{
    public IEnumerable<V1.ReplayAnswer> To(V1.ReplayRequest request)
    {
        var (from, to) = (Math.Max(1, request.Range?.From ?? 1), request.Range?.To ?? 0);
        var next = from;
        var gone = new List<V1.SeqRange>();
        if (reader.Boots().FirstOrDefault(boot => boot.Boot == request.Boot) is { Boot: not null } known)
        {
            var room = Limits.BatchBytes - Wire.EncodeBatchHead(SourceKind.Node, node.Node, known.Boot).Length;
            while (next <= to && reader.Items(known.Number, next, to, room) is { Count: > 0 } items)
            {
                foreach (var item in items)
                {
                    Miss(gone, next, item.Seq - 1);
                    next = item.Seq + 1;
                }
                var bytes = Wire.JoinItems(SourceKind.Node, node.Node, known.Boot, [.. items.Select(item => item.Bytes)]);
                yield return new V1.ReplayAnswer
                {
                    Request = request.Id, Batch = V1.SignedBatch.Parser.ParseFrom(Wire.EncodeSigned(bytes, node.Sign(bytes), node.KeySha256)),
                };
            }
        }
        Miss(gone, next, to);
        yield return new V1.ReplayAnswer { Request = request.Id, Last = true, Gone = { gone } };
    }

    private static void Miss(List<V1.SeqRange> gone, long from, long to)
    {
        if (to >= from)
        {
            gone.Add(new V1.SeqRange { From = from, To = to });
        }
    }
}
