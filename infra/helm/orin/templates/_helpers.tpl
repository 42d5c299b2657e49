{{- define "orin.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "orin.image" -}}
{{ .root.Values.image.repository }}:{{ .tag | default .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* Labels that choose the pods of one process. */}}
{{- define "orin.selector" -}}
app.kubernetes.io/name: orin
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "orin.labels" -}}
{{ include "orin.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "orin.sasl" -}}
{{- if hasPrefix "SASL" (upper .Values.kafka.securityProtocol) }}yes{{ end }}
{{- end }}

{{/* Environment of a process: .user of Kafka (or none), .secret of that user, .settings of its own, .database key. */}}
{{- define "orin.env" -}}
{{- $values := .root.Values -}}
{{- if .secret }}
- name: ORIN_KAFKA_BOOTSTRAP
  value: {{ required "kafka.bootstrap: say where the brokers are" $values.kafka.bootstrap | quote }}
- name: ORIN_KAFKA_SECURITY_PROTOCOL
  value: {{ $values.kafka.securityProtocol | quote }}
{{- if include "orin.sasl" .root }}
- name: ORIN_KAFKA_SASL_MECHANISM
  value: {{ $values.kafka.saslMechanism | quote }}
{{- range $name := list "ORIN_KAFKA_SASL_USERNAME" "ORIN_KAFKA_SASL_PASSWORD" }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef: {name: {{ $.secret | quote }}, key: {{ $name }}}
{{- end }}
{{- end }}
{{- if $values.kafka.caSecret }}
- name: ORIN_KAFKA_SSL_CA
  value: /etc/orin/kafka/ca.crt
{{- end }}
{{- with $values.schemaRegistryUrl }}
- name: ORIN_SCHEMA_REGISTRY_URL
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- with .databaseKey }}
- name: ORIN_DATABASE_URL
  valueFrom:
    secretKeyRef: {name: {{ $values.database.existingSecret | quote }}, key: {{ . | quote }}}
{{- end }}
{{- if .frames }}
- name: ORIN_FRAMES_URL
  value: {{ include "orin.framesUrl" .root | quote }}
{{- end }}
- name: ORIN_DRAIN_TIMEOUT
  value: {{ $values.drainTimeout | quote }}
{{- if .metrics }}
- name: ORIN_METRICS_HOST
  value: "0.0.0.0"
- name: ORIN_METRICS_PORT
  value: "9100"
{{- end }}
{{- range $name, $value := merge (dict) (.settings | default dict) $values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "orin.framesUrl" -}}
{{- if .Values.frames.existingClaim -}}
file:///frames
{{- else -}}
{{ required "frames.url: name the frame store (s3://bucket/prefix), or frames.existingClaim" .Values.frames.url }}
{{- end }}
{{- end }}

{{- define "orin.kafkaSecret" -}}
{{- if include "orin.sasl" .root -}}
{{ required (printf "kafka.userSecrets.%s: name the Secret of this user" .user) (index .root.Values.kafka.userSecrets .user) }}
{{- else -}}
none
{{- end }}
{{- end }}

{{- define "orin.mounts" -}}
- {name: home, mountPath: /var/lib/orin}
- {name: tmp, mountPath: /tmp}
{{- if and .secret .root.Values.kafka.caSecret }}
- {name: kafka-ca, mountPath: /etc/orin/kafka, readOnly: true}
{{- end }}
{{- if and .frames .root.Values.frames.existingClaim }}
- {name: frames, mountPath: /frames}
{{- end }}
{{- end }}

{{- define "orin.volumes" -}}
- {name: home, emptyDir: {}}
- {name: tmp, emptyDir: {}}
{{- if and .secret .root.Values.kafka.caSecret }}
- name: kafka-ca
  secret: {secretName: {{ .root.Values.kafka.caSecret | quote }}}
{{- end }}
{{- if and .frames .root.Values.frames.existingClaim }}
- name: frames
  persistentVolumeClaim: {claimName: {{ .root.Values.frames.existingClaim | quote }}}
{{- end }}
{{- end }}

{{- define "orin.envFrom" -}}
{{- if and .frames .root.Values.frames.credentialsSecret }}
envFrom:
  - secretRef: {name: {{ .root.Values.frames.credentialsSecret | quote }}}
{{- end }}
{{- end }}

{{/* Of a container: nothing that the process does not need. */}}
{{- define "orin.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Of a pod, whatever runs in it. The grace is longer than the process's own bound for draining. */}}
{{- define "orin.pod" -}}
terminationGracePeriodSeconds: {{ add .Values.drainTimeout 7 }}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "orin.annotations" -}}
{{- if .root.Values.monitoring.annotations }}
prometheus.io/scrape: "true"
prometheus.io/port: "9100"
prometheus.io/path: /metrics
{{- end }}
{{- with .root.Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* A worker serves /metrics from before it reaches Kafka until it ends: no answer means that the process is gone. */}}
{{- define "orin.workerProbes" -}}
ports:
  - {name: metrics, containerPort: 9100}
startupProbe:
  httpGet: {path: /metrics, port: metrics}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /metrics, port: metrics}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end }}
