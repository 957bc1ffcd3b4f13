using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what gRPC services need.</summary>
public static class GrpcServicesExtensions
{
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddOptions();
        services.TryAddSingleton<MappedServices>();
        return new GrpcServerBuilder(services);
    }

    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.Configure(configureOptions).AddGrpc();
    }

    /// <summary>Options for one service; they begin as the options for all.</summary>
    public static IGrpcServerBuilder AddServiceOptions<TService>(this IGrpcServerBuilder grpcBuilder, Action<GrpcServiceOptions<TService>> configure)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(grpcBuilder);
        grpcBuilder.Services.AddOptions<GrpcServiceOptions<TService>>()
            .Configure<IOptions<GrpcServiceOptions>>((one, all) =>
            {
                if (!one.IsConfigured)
                {
                    one.TakeOver(all.Value);
                }
            })
            .Configure(configure);
        return grpcBuilder;
    }
}
