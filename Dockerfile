# docker build -t packetfleet .
# docker run -p 127.0.0.1:9002:9002 -v packetfleet:/var/lib/packetfleet/data -e PacketFleet__Security__AllowAnonymous=true packetfleet
# Inside a container the program cannot listen on loopback alone, so it asks for a login or for your word (AllowAnonymous).

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/PacketFleet.Wire/*.csproj src/PacketFleet.Wire/packages.lock.json src/PacketFleet.Wire/
COPY src/PacketFleet.Engine/*.csproj src/PacketFleet.Engine/packages.lock.json src/PacketFleet.Engine/
COPY src/PacketFleet.Web/*.csproj src/PacketFleet.Web/packages.lock.json src/PacketFleet.Web/
RUN dotnet restore --locked-mode src/PacketFleet.Web
COPY . .
RUN dotnet publish --no-restore -c Release -o /app src/PacketFleet.Web

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
# Data lies under the working directory, owned by the user that the image runs as.
WORKDIR /var/lib/packetfleet
RUN mkdir data && chown -R $APP_UID:$APP_UID .
USER $APP_UID
VOLUME /var/lib/packetfleet/data
ENV Urls=http://0.0.0.0:9002
EXPOSE 9002
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9002 && printf 'GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "/app/PacketFleet.Web.dll"]
