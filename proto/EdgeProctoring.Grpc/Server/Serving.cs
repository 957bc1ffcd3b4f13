using System.IO.Compression;
using Grpc.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>The options of one service as they hold from the start on, with what every call of it needs.</summary>
internal sealed record Serving
{
    public required int? MaxSendMessageSize { get; init; }
    public required int? MaxReceiveMessageSize { get; init; }
    public required bool TellsExceptions { get; init; }
    public required bool PacksResponses { get; init; }
    public required CompressionLevel GzipLevel { get; init; }
    public required bool AnswersUnknownServices { get; init; }
    public required IReadOnlyList<InterceptorRegistration> Interceptors { get; init; }
    public required TimeProvider Time { get; init; }
    public required ILogger Log { get; init; }

    public static Serving Of<TService>(IServiceProvider services)
        where TService : class
    {
        var all = services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        var one = services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value;
        GrpcServiceOptions options = one.IsConfigured ? one : all;
        return new Serving
        {
            MaxSendMessageSize = options.MaxSendMessageSize,
            MaxReceiveMessageSize = options.MaxReceiveMessageSize,
            TellsExceptions = options.EnableDetailedErrors ?? false,
            PacksResponses = Packs(options.ResponseCompressionAlgorithm),
            GzipLevel = options.ResponseCompressionLevel ?? CompressionLevel.Fastest,
            AnswersUnknownServices = all.IgnoreUnknownServices != true,
            Interceptors = [.. all.Interceptors, .. one.Interceptors],
            Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
            Log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server"),
        };
    }

    private static bool Packs(string? algorithm) => algorithm switch
    {
        null or Protocol.Identity => false,
        Protocol.Gzip => true,
        _ => throw new InvalidOperationException(
            $"{nameof(GrpcServiceOptions.ResponseCompressionAlgorithm)} is '{algorithm}'; gzip and identity are known."),
    };
}
