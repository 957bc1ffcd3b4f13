using EdgeProctoring.Packages.Tests.Grpc.Lab;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace EdgeProctoring.Packages.Tests.Grpc;

/// <summary>Behaves as it is told.</summary>
internal sealed class LabService(LabLog log, IHostApplicationLifetime life) : Lab.Lab.LabBase
{
    public const string Refusal = "Құрылғы тіркелмеген: 100% қате ✓\nекінші жол";

    public override async Task<Answer> Ask(Question request, ServerCallContext context)
    {
        switch (request.Behaviour)
        {
            case Behaviour.Refuse:
                throw new RpcException(new Status(StatusCode.FailedPrecondition, Refusal),
                    new Metadata { { "why", "not-enrolled" }, { "why-bin", [0, 255, 7] } });
            case Behaviour.Sleep:
                log.Add("sleeping");
                try
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }
                finally
                {
                    log.Add("woken");
                }
                break;
            case Behaviour.Throw:
                throw new InvalidDataException("The inner workings.");
            case Behaviour.AnswerLarge:
                return new Answer { Text = new string('x', 5_000_000) };
            case Behaviour.TellPeer:
                return new Answer { Text = string.Join(',', context.AuthContext.FindPropertiesByName("x509_common_name").Select(name => name.Value)) };
        }
        return new Answer { Text = request.Text };
    }

    /// <summary>Part "quit" is refused; part "stall" gives the client that long to go on.</summary>
    public override async Task<Receipt> Upload(IAsyncStreamReader<Part> requestStream, ServerCallContext context)
    {
        var receipt = new Receipt();
        using var idle = new CancellationTokenSource();
        try
        {
            while (await requestStream.MoveNext(idle.Token))
            {
                receipt.Parts++;
                receipt.Bytes += requestStream.Current.Data.Length;
                log.Add("part");
                if (requestStream.Current.Id == "quit")
                {
                    throw new RpcException(new Status(StatusCode.Aborted, "Quota."));
                }
                if (requestStream.Current.Id == "stall")
                {
                    idle.CancelAfter(TimeSpan.FromMilliseconds(100));
                }
            }
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Aborted, "The upload stands still."));
        }
        catch (Exception e) when (e is not RpcException)
        {
            log.Add($"broke: {e.GetType().Name}");
            throw;
        }
        log.Add("complete");
        return receipt;
    }

    public override async Task Watch(WatchRequest request, IServerStreamWriter<Part> responseStream, ServerCallContext context)
    {
        var part = new Part { Data = ByteString.CopyFrom(new byte[request.Size]) };
        for (var sent = 0; sent < request.Count; sent++)
        {
            await responseStream.WriteAsync(part);
        }
        if (request.UntilStopped)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping, context.CancellationToken);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new RpcException(new Status(StatusCode.Unavailable, "The server is stopping."));
        }
    }
}
